import { redirect } from "next/navigation";
import { accountQuery } from "@/client/account";
import type { Reply } from "@/client/api";
import { prefetch } from "@/client/server";

export default async function StartPage() {
  const { read } = await prefetch("/", accountQuery);
  const [team] = read<Reply<"GET /account">>(accountQuery).teams;
  redirect(team ? `/${team.slug}` : "/account/teams");
}
