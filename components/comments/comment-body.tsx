"use client";

import { Markdown } from "@/components/ui/markdown";

/** The text of a comment. A line break stays one, as people type in a conversation. */
export function CommentBody({ body }: { body: string }) {
  return (
    <div dir="auto">
      <Markdown
        source={body}
        className="text-sm! leading-5! [&_.mention]:rounded-sm [&_.mention]:bg-accent-soft [&_.mention]:px-0.5 [&_.mention]:text-accent-ink [&_:is(p,ul,ol,pre,blockquote)]:my-1.5 [&_:is(p,li)]:whitespace-pre-line"
      />
    </div>
  );
}
