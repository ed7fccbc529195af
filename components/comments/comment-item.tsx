"use client";

import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem } from "@/components/ui/menu-item";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Reaction } from "@/core/comments/comment";
import { CommentBody } from "./comment-body";
import { CommentEdits } from "./comment-edits";
import { MentionArea } from "./composer";
import { withMentions, withoutMentions } from "./mention-text";
import { ReactButton, Reactions } from "./reactions";
import { SuggestionView } from "./suggestion-view";
import { type Author, type Thread, type ThreadComment, useThreadSource } from "./thread-source";
import { useAttempt } from "./use-attempt";
import { useStaleness } from "./use-staleness";

type CommentItemProps = { thread: Thread; comment: ThreadComment; isNew: boolean; onCopyLink: () => void };

/** One comment: who, when, what, and what can be done with it. A deleted one leaves its trace. */
export function CommentItem({ thread, comment, isNew, onCopyLink }: CommentItemProps) {
  const { me, refusals, actions } = useThreadSource();
  const [isEditing, setIsEditing] = useState(false);
  const { attempt } = useAttempt();
  const react = (emoji: Reaction, on: boolean) => void attempt(() => actions.react(thread.number, comment, emoji, on));
  if (comment.deletedAt)
    return (
      <li className="border-b border-line px-3 py-2 text-sm text-muted italic last:border-b-0">
        {comment.author.name}’s comment was deleted <RelativeTime at={comment.deletedAt} />.
      </li>
    );
  const isMine = me !== null && me.id === comment.author.id && me.kind === comment.author.kind;
  return (
    <li
      id={`comment-${comment.event}`}
      className={cn(
        "group/comment relative border-b border-line px-3 py-2.5 last:border-b-0",
        isNew && "shadow-[inset_2px_0_0_0_var(--accent)]",
      )}
    >
      <header className="flex min-h-6 items-center gap-1.5">
        <AuthorName author={comment.author} />
        <RelativeTime at={comment.createdAt} className="shrink-0 text-xs text-muted" />
        {comment.editedAt && <CommentEdits thread={thread.number} comment={comment} />}
        <span className="ml-auto flex shrink-0 items-center">
          <ReactButton reactions={comment.reactions} refusal={refusals.write} onReact={react} />
          <CommentMenu
            thread={thread}
            comment={comment}
            isMine={isMine}
            onEdit={() => setIsEditing(true)}
            onCopyLink={onCopyLink}
          />
        </span>
      </header>
      <div className="mt-0.5 pl-7">
        {isEditing ? (
          <EditForm thread={thread} comment={comment} onClose={() => setIsEditing(false)} />
        ) : (
          <CommentBody body={comment.body} />
        )}
        {comment.suggestion && <CommentSuggestion thread={thread} comment={comment} />}
        <Reactions reactions={comment.reactions} refusal={refusals.write} onReact={react} />
      </div>
    </li>
  );
}

export function AuthorName({ author }: { author: Author }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Avatar name={author.name} size="sm" decorative />
      <span className="truncate text-sm font-medium" dir="auto">
        {author.name}
      </span>
      {author.kind === "guest" && (
        <Badge size="sm" tone="note">
          Guest
        </Badge>
      )}
    </span>
  );
}

function CommentSuggestion({ thread, comment }: { thread: Thread; comment: ThreadComment }) {
  const { refusals, actions } = useThreadSource();
  const { attempt, isBusy } = useAttempt();
  const { suggestion } = comment;
  const { apply } = actions;
  const stale = useStaleness(comment.appliedAt === null ? suggestion : null);
  if (!suggestion) return null;
  return (
    <SuggestionView
      suggestion={suggestion}
      appliedAt={comment.appliedAt}
      isApplying={isBusy}
      refusal={refusals.apply ?? stale}
      onApply={apply && (() => void attempt(() => apply(thread.number, comment)))}
    />
  );
}

type CommentMenuProps = {
  thread: Thread;
  comment: ThreadComment;
  isMine: boolean;
  onEdit: () => void;
  onCopyLink: () => void;
};

function CommentMenu({ thread, comment, isMine, onEdit, onCopyLink }: CommentMenuProps) {
  const { refusals, actions, canRemoveAll } = useThreadSource();
  const [isAsking, setIsAsking] = useState(false);
  const mayRemove = isMine || canRemoveAll;
  return (
    <>
      <DropdownMenu
        label="Actions for this comment"
        trigger={
          <IconButton size="xs" label={`Actions for the comment of ${comment.author.name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<Link2 />} onSelect={onCopyLink}>
          Copy link
        </MenuItem>
        {isMine && (
          <MenuItem icon={<Pencil />} disabledReason={refusals.write} onSelect={onEdit}>
            Edit
          </MenuItem>
        )}
        {mayRemove && (
          <MenuItem
            icon={<Trash2 />}
            danger
            disabledReason={isMine ? refusals.write : null}
            onSelect={() => setIsAsking(true)}
          >
            Delete
          </MenuItem>
        )}
      </DropdownMenu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Delete this comment?"
        description="Its text is removed. That there was a comment, and whose, stays to be seen."
        confirmLabel="Delete"
        danger
        onConfirm={() => actions.remove(thread.number, comment)}
      />
    </>
  );
}

function EditForm({ thread, comment, onClose }: { thread: Thread; comment: ThreadComment; onClose: () => void }) {
  const { people, actions } = useThreadSource();
  const [before] = useState(() => withoutMentions(comment.body));
  const [text, setText] = useState(before.text);
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(before.picked);
  const area = useRef<HTMLTextAreaElement>(null);
  const { attempt, isBusy, error } = useAttempt({ isShownHere: true });
  const save = async () => {
    const body = withMentions(text.trim(), people, picked);
    if (body === "" || body === comment.body) return onClose();
    if (await attempt(() => actions.edit(thread.number, comment, body))) onClose();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onClose();
        }
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <MentionArea
        area={area}
        label="Edit the comment"
        placeholder=""
        autoFocus
        value={text}
        onChange={setText}
        onPicked={(name, id) => setPicked((known) => new Map(known).set(name, id))}
      />
      {error && (
        <p role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-1.5">
        <Button size="sm" variant="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" busy={isBusy}>
          Save
        </Button>
      </div>
    </form>
  );
}
