import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { type Answer, NOT_APPLICABLE_LABELS, NOT_APPLICABLE_REASONS } from "@/core/checklist/answer";

type NotApplicable = NonNullable<Answer["notApplicable"]>;

type NotApplicableFormProps = {
  value: NotApplicable;
  isReadOnly: boolean;
  onChange: (value: NotApplicable) => void;
};

/** Why a question does not apply; it then leaves the score, and the reason stays beside it. */
export function NotApplicableForm({ value, isReadOnly, onChange }: NotApplicableFormProps) {
  const isOther = value.reason === "other";
  return (
    <div className="grid gap-3 rounded-md border border-line bg-sunken p-3 sm:grid-cols-[auto_1fr] sm:gap-6">
      <Field label="Why does it not apply?" group>
        <RadioGroup
          options={NOT_APPLICABLE_REASONS.map((reason) => ({ value: reason, label: NOT_APPLICABLE_LABELS[reason] }))}
          value={value.reason}
          disabled={isReadOnly}
          onValueChange={(reason) => onChange({ ...value, reason })}
        />
      </Field>
      <Field label="In a sentence" required={isOther}>
        <Textarea
          rows={3}
          maxLength={2000}
          readOnly={isReadOnly}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      </Field>
    </div>
  );
}
