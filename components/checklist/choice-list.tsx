import { Check, X } from "lucide-react";
import Link from "next/link";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { Question } from "@/core/checklist/lens";
import type { Proposal } from "@/core/checklist/proposals";

type ChoiceListProps = {
  question: Question;
  selected: readonly string[];
  signs: Proposal["signs"];
  isReadOnly: boolean;
  onToggle: (choice: string) => void;
  specHref: (path: string) => string;
};

/** The choices of a question, each with what the spec shows about it. */
export function ChoiceList({ question, selected, signs, isReadOnly, onToggle, specHref }: ChoiceListProps) {
  const signOf = new Map(signs.map((sign) => [sign.choice, sign]));
  return (
    <fieldset disabled={isReadOnly} className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">Choices</legend>
      {question.choices.map((choice) => {
        const sign = signOf.get(choice.id);
        return (
          <div key={choice.id} className="min-w-0">
            <Checkbox
              checked={selected.includes(choice.id)}
              disabled={isReadOnly}
              onChange={() => onToggle(choice.id)}
              label={choice.title}
            />
            {sign && <SignLine sign={sign} href={specHref(sign.path)} />}
          </div>
        );
      })}
    </fieldset>
  );
}

function SignLine({ sign, href }: { sign: Proposal["signs"][number]; href: string }) {
  const Icon = sign.shows ? Check : X;
  return (
    <p className="flex items-start gap-1.5 pl-6 text-xs text-muted">
      <Icon
        role="img"
        aria-label={sign.shows ? "The spec shows it" : "The spec speaks against it"}
        className={cn("mt-0.5 size-3 shrink-0", sign.shows ? "text-ok-ink" : "text-danger-ink")}
      />
      <Link
        href={href}
        className="min-w-0 underline decoration-line-strong decoration-dotted underline-offset-2 hover:text-text"
      >
        {sign.sentence}
      </Link>
    </p>
  );
}
