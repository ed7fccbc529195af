"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useUpdateTeam } from "@/client/team-changes";
import { teamQuery } from "@/client/teams";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { useSeenRevision } from "@/components/ui/use-seen-revision";
import type { Target } from "@/core/checklist/lens";
import { backendTargets } from "@/core/checklist/lenses/backend-standards/targets";
import { refusal } from "@/core/permissions";
import { SettingsFrame } from "./settings-frame";

const bounds: Record<Target["bound"], string> = { below: "<", at_most: "≤", at_least: "≥", equal: "=" };
const numbers = Object.entries(backendTargets).filter(
  ([, target]) => typeof target.value === "number" && !target.downtimeOf,
);

/** The numbers the backend standards ask for, and what this team asks for instead. */
export function TeamTargets({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const [typed, setTyped] = useState<Record<string, string>>();
  const seen = useSeenRevision(data?.revision ?? 0, typed !== undefined);
  const update = useUpdateTeam(team);
  if (!data) return null;
  const own = Object.fromEntries(Object.entries(data.targets).map(([id, value]) => [id, String(value)]));
  const values: Record<string, string> = typed ?? own;
  const denied = refusal(data.role, "team.update");
  const change = (id: string, value: string) => {
    const { [id]: _, ...others } = values;
    setTyped(value === "" ? others : { ...others, [id]: value });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const targets = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, Number(value)]));
    const saved = await update.mutateAsync({ targets, revision: seen.revision }).catch(seen.refused);
    if (!saved) return;
    setTyped(undefined);
    toast.success("Targets saved", {
      description: "Scores follow them from now on; published versions stay as they are.",
    });
  };
  return (
    <SettingsFrame team={team}>
      <form onSubmit={submit} noValidate>
        <Card
          flush
          title="Targets of the backend standards"
          description="Leave a field empty to keep the shipped value. Every text and every check of the checklist follows."
          footer={
            <Button
              type="submit"
              variant="primary"
              className="ml-auto"
              busy={update.isPending}
              disabledReason={denied ?? (typed ? null : "Nothing is changed.")}
            >
              Save
            </Button>
          }
        >
          {update.error && (
            <Notice tone="danger" className="m-3">
              {update.error.message}
            </Notice>
          )}
          <ul aria-label="Targets">
            {numbers.map(([id, target]) => (
              <li key={id} className="flex items-center gap-3 border-b border-line px-4 py-1.5 last:border-0">
                <label htmlFor={`target-${id}`} className="min-w-0 flex-1 text-sm">
                  {target.label}
                </label>
                <span className="w-4 text-center text-sm text-faint">{bounds[target.bound]}</span>
                <Input
                  id={`target-${id}`}
                  size="sm"
                  className="w-40"
                  inputMode="decimal"
                  type="number"
                  step="any"
                  readOnly={Boolean(denied)}
                  placeholder={String(target.value)}
                  suffix={target.unit}
                  value={values[id] ?? ""}
                  onChange={(event) => change(id, event.target.value)}
                />
                <IconButton
                  label={`Take the shipped value of ${target.label}`}
                  className={values[id] === undefined ? "invisible" : undefined}
                  onClick={() => change(id, "")}
                >
                  <RotateCcw aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        </Card>
      </form>
    </SettingsFrame>
  );
}
