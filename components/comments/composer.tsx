"use client";

import { CircleAlert, Replace } from "lucide-react";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { Suggestion } from "@/core/comments/anchor";
import { CommentBody } from "./comment-body";
import { withMentions } from "./mention-text";
import { SuggestionEditor } from "./suggestion-editor";
import { isChange } from "./suggestion-target";
import { type NewComment, useThreadSource } from "./thread-source";
import { changeUnsent, sendUnsent, useUnsent } from "./unsent";
import { useMentions } from "./use-mentions";

/** Longest comment the server takes. */
const longestBody = 20_000;

type ComposerProps = {
  /** Files the unsent text on this device; another key is another text. */
  unsentKey: string;
  label: string;
  placeholder: string;
  sendLabel: string;
  /** The suggestion one may begin with; null where nothing can be suggested. */
  suggestion: Suggestion | null;
  send: (input: NewComment) => Promise<unknown>;
  area?: RefObject<HTMLTextAreaElement | null>;
  autoFocus?: boolean;
  actions?: ReactNode;
};

type Mode = "write" | "preview";

/** A comment in the making: Markdown with preview, mentions, and a suggestion beside it. What is typed stays until it was taken. */
export function Composer(props: ComposerProps) {
  const { unsentKey, label, placeholder, sendLabel, suggestion: begin, autoFocus, actions } = props;
  const { people, refusals } = useThreadSource();
  const unsent = useUnsent(unsentKey);
  const own = useRef<HTMLTextAreaElement>(null);
  const area = props.area ?? own;
  const [mode, setMode] = useState<Mode>("write");
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const { body, suggestion, error } = unsent;
  const markup = withMentions(body, people, picked);
  const isEmpty = body.trim() === "" && !(suggestion && isChange(suggestion));
  const tooLong =
    markup.length > longestBody ? `A comment takes at most ${longestBody.toLocaleString("en")} characters.` : null;

  const send = async () => {
    if (isEmpty || tooLong || refusals.write) return;
    setMode("write");
    await sendUnsent(unsentKey, (input) =>
      props.send({
        ...input,
        body: withMentions(input.body, people, picked) || "I suggest this change.",
        ...(input.suggestion && !isChange(input.suggestion) ? { suggestion: undefined } : {}),
      }),
    );
  };
  return (
    <form
      aria-label={label}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        void send();
      }}
    >
      {mode === "preview" ? (
        <section
          aria-label="Preview"
          className="min-h-20 rounded-md border border-line bg-sunken px-2.5 py-1.5 text-sm"
        >
          {body.trim() === "" ? <span className="text-faint">Nothing to preview.</span> : <CommentBody body={markup} />}
        </section>
      ) : (
        <MentionArea
          area={area}
          label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          value={body}
          onChange={(next) => changeUnsent(unsentKey, { body: next, error: null })}
          onPicked={(name, id) => setPicked((before) => new Map(before).set(name, id))}
        />
      )}
      {suggestion && (
        <SuggestionEditor
          suggestion={suggestion}
          onChange={(next) => changeUnsent(unsentKey, { suggestion: next })}
          onRemove={() => changeUnsent(unsentKey, { suggestion: null })}
        />
      )}
      {(error ?? tooLong) && (
        <p role="alert" className="flex items-start gap-1.5 text-xs text-danger-ink">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span className="min-w-0">{error ? `Not sent: ${error}` : tooLong}</span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        <Segmented<Mode>
          label="Write or preview"
          size="sm"
          value={mode}
          onValueChange={setMode}
          options={[
            { value: "write", label: "Write" },
            { value: "preview", label: "Preview" },
          ]}
        />
        {begin && !suggestion && (
          <Button
            size="sm"
            variant="quiet"
            icon={<Replace aria-hidden="true" className="size-3.5" />}
            onClick={() => changeUnsent(unsentKey, { suggestion: begin })}
          >
            Suggest
          </Button>
        )}
        <span className="ml-auto flex items-center gap-1.5">
          {actions}
          <Button
            type="submit"
            size="sm"
            variant="primary"
            disabledReason={refusals.write ?? tooLong ?? (isEmpty ? "Write something first." : null)}
          >
            {sendLabel}
          </Button>
        </span>
      </div>
    </form>
  );
}

type MentionAreaProps = {
  area: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder: string;
  autoFocus?: boolean;
  value: string;
  onChange: (value: string) => void;
  onPicked: (name: string, id: string) => void;
};

/** A text area that completes names after `@`. */
export function MentionArea({ area, label, placeholder, autoFocus, value, onChange, onPicked }: MentionAreaProps) {
  const { people } = useThreadSource();
  const caret = useRef<number | null>(null);
  const mentions = useMentions({
    area,
    people,
    value,
    onPick: (next, person, at) => {
      caret.current = at;
      onPicked(person.name, person.id);
      onChange(next);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put after the name once the text is in place
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [area, value]);
  return (
    <div className="relative">
      <textarea
        ref={area}
        rows={3}
        aria-label={label}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: the panel opens on the reader's own request to write here
        autoFocus={autoFocus}
        value={value}
        dir="auto"
        aria-controls={mentions.isOpen ? mentions.listId : undefined}
        aria-activedescendant={mentions.isOpen ? mentions.optionId(mentions.current) : undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        onChange={(event) => {
          onChange(event.target.value);
          mentions.follow(event.currentTarget);
        }}
        onClick={(event) => mentions.follow(event.currentTarget)}
        onKeyDown={(event) => mentions.onKeyDown(event)}
        onBlur={mentions.close}
        className="control max-h-72 min-h-20 resize-none py-1.5 text-sm leading-5 [field-sizing:content]"
      />
      {mentions.isOpen && (
        <ul
          id={mentions.listId}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options steered from the text area
          role="listbox"
          aria-label="People"
          className="popup absolute inset-x-0 top-full mt-1 max-h-60 overflow-y-auto p-1"
        >
          {mentions.offered.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text area
            <li
              key={person.id}
              id={mentions.optionId(index)}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of the list above
              role="option"
              aria-selected={index === mentions.current}
              tabIndex={-1}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => mentions.pick(person)}
              className="flex items-center gap-2 rounded-sm px-2 py-1 text-sm aria-selected:bg-hover"
            >
              <Avatar name={person.name} size="xs" decorative />
              <span className="truncate">{person.name}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
