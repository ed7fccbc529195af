import type { Metadata } from "next";
import { ThreadsPage } from "@/components/comments/threads-page";

export const metadata: Metadata = { title: "Threads" };

export default function Threads() {
  return <ThreadsPage />;
}
