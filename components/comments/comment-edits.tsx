"use client";

import { useEffect, useState } from "react";
import { Popover } from "@/components/ui/popover";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TextDifference } from "@/components/versions/text-difference";
import { type FormerBody, type ThreadComment, type ThreadSource, useThreadSource } from "./thread-source";

type CommentEditsProps = { thread: number; comment: ThreadComment };

/** The word "edited", and behind it what the comment said before. */
export function CommentEdits({ thread, comment }: CommentEditsProps) {
  const { edits } = useThreadSource();
  if (!edits) return <span className="text-xs text-muted">edited</span>;
  return (
    <Popover
      label="Earlier texts of this comment"
      align="end"
      className="w-80"
      trigger={
        <button
          type="button"
          className="rounded-sm text-xs text-muted underline decoration-line-strong hover:text-text"
        >
          edited
        </button>
      }
    >
      <Edits thread={thread} comment={comment} edits={edits} />
    </Popover>
  );
}

type EditsProps = CommentEditsProps & { edits: NonNullable<ThreadSource["edits"]> };

function Edits({ thread, comment, edits }: EditsProps) {
  const [former, setFormer] = useState<FormerBody[] | string | null>(null);
  const { id, revision } = comment;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each text; the source is anew at every render
  useEffect(() => {
    let isGone = false;
    edits(thread, id)
      .then((found) => !isGone && setFormer(found))
      .catch(
        (error: unknown) => !isGone && setFormer(error instanceof Error ? error.message : "It could not be read."),
      );
    return () => {
      isGone = true;
    };
  }, [thread, id, revision]);
  if (former === null) return <SkeletonLines lines={3} />;
  if (typeof former === "string") return <p className="text-sm text-danger-ink">{former}</p>;
  // Each text is compared with the one that took its place; the newest change stands first.
  const texts = [...former.map(({ body }) => body), comment.body];
  return (
    <ol className="flex flex-col gap-3">
      {former
        .map(({ body, replacedAt }, index) => (
          <li key={replacedAt} className="text-sm">
            <RelativeTime at={replacedAt} className="text-xs text-muted" />
            <TextDifference before={body} after={texts[index + 1] ?? ""} layout="unified" isCode={false} />
          </li>
        ))
        .toReversed()}
    </ol>
  );
}
