import { Disclosure } from "@/components/ui/disclosure";
import type { Question } from "@/core/checklist/lens";
import { ResourceText } from "./resource-text";

type ImprovementListProps = {
  question: Question;
  selected: readonly string[];
  /** The condition of the rule that decided. */
  rule: string | null;
};

/** What would lower an open risk: the improvement of each choice that does not hold yet. */
export function ImprovementList({ question, selected, rule }: ImprovementListProps) {
  const open = question.choices.filter((choice) => choice.improvementPlan && !selected.includes(choice.id));
  if (open.length === 0) return null;
  return (
    <Disclosure summary={`What to do (${open.length})`}>
      <ul className="flex flex-col gap-2">
        {open.map((choice) => (
          <li key={choice.id} className="max-w-prose text-sm">
            <span className="font-medium">{choice.title}</span>
            <span className="block text-muted">
              <ResourceText resource={choice.improvementPlan} />
            </span>
          </li>
        ))}
      </ul>
      {rule && rule !== "default" && (
        <p className="mt-2 text-xs text-muted">
          The rule that decided: <code className="font-mono">{rule}</code>
        </p>
      )}
    </Disclosure>
  );
}
