import { notFound, redirect } from "next/navigation";
import { prefetch } from "@/client/server";
import { type ThreadPage, threadQuery } from "@/client/threads";
import { threadAddress } from "@/components/comments/thread-address";

type Props = PageProps<"/[team]/reviews/[number]/threads/[thread]">;

/** The permalink of a thread, or of a comment in it, leads to what it speaks about, with the thread beside it. */
export default async function ThreadPermalink({ params, searchParams }: Props) {
  const { team, number, thread } = await params;
  const { comment } = await searchParams;
  if (!/^[1-9]\d{0,8}$/.test(thread)) notFound();
  const base = `/${team}/reviews/${number}`;
  const query = threadQuery({ team, number: Number(number) }, Number(thread));
  const { read } = await prefetch(`${base}/threads/${thread}`, query);
  const [page] = read<{ pages: ThreadPage[] }>(query).pages;
  if (!page) notFound();
  const event = typeof comment === "string" && /^\d{1,15}$/.test(comment) ? Number(comment) : undefined;
  redirect(threadAddress(base, page.thread, event));
}
