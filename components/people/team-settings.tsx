"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { accountQuery } from "@/client/account";
import { useChangeMember, useUpdateTeam } from "@/client/team-changes";
import { teamQuery } from "@/client/teams";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { useSeenRevision } from "@/components/ui/use-seen-revision";
import { refusal, roleChangeBlocker, roleLabels } from "@/core/permissions";
import { SettingsFrame } from "./settings-frame";

/** The team's name, and the way out of it. */
export function TeamSettings({ team }: { team: string }) {
  return (
    <SettingsFrame team={team}>
      <TeamName team={team} />
      <PublicBoardSwitch team={team} />
      <LeaveTeam team={team} />
    </SettingsFrame>
  );
}

function TeamName({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const [typed, setTyped] = useState<string>();
  const seen = useSeenRevision(data?.revision ?? 0, typed !== undefined);
  const update = useUpdateTeam(team);
  if (!data) return null;
  const name = typed ?? data.name;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await update.mutateAsync({ name, revision: seen.revision }).catch(seen.refused);
    if (!saved) return;
    setTyped(undefined);
    toast.success("Team renamed");
  };
  const denied = refusal(data.role, "team.update");
  return (
    <form onSubmit={submit} noValidate>
      <Card
        title="Team"
        description={`Your role here is ${roleLabels[data.role].label.toLowerCase()}. ${roleLabels[data.role].help}`}
        footer={
          <Button
            type="submit"
            variant="primary"
            className="ml-auto"
            busy={update.isPending}
            disabledReason={denied ?? (name === data.name ? "The name is as it was." : null)}
          >
            Save
          </Button>
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={update.error?.field("name") ?? update.error?.message}>
            <Input
              value={name}
              maxLength={80}
              readOnly={Boolean(denied)}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <Field label="Address" hint="Stays as it is, so that links keep working.">
            <Input value={data.slug} readOnly prefix="/" />
          </Field>
        </div>
      </Card>
    </form>
  );
}

function PublicBoardSwitch({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const update = useUpdateTeam(team);
  if (!data) return null;
  const denied = refusal(data.role, "team.update");
  const address = `/share/teams/${data.slug}`;
  const change = (isPublic: boolean) =>
    update.mutate(
      { isPublic, revision: data.revision },
      { onSuccess: () => void toast.success(isPublic ? "The board is public now" : "The board is private now") },
    );
  return (
    <Card
      title="Public board"
      description="Lets anybody with its address read the list of reviews: number, title, status, phase, labels and when each was changed. Designs, people, scores and discussions stay inside the team."
    >
      <Switch
        label="Show the list of reviews to everybody"
        checked={update.isPending ? (update.variables.isPublic ?? data.isPublic) : data.isPublic}
        disabled={Boolean(denied)}
        onChange={(event) => change(event.target.checked)}
      />
      {denied && <p className="mt-2 text-xs text-muted">{denied}</p>}
      {update.error && <p className="mt-2 text-xs text-danger-ink">{update.error.message}</p>}
      {data.isPublic && (
        <p className="mt-3 text-sm">
          <a href={address} className="text-accent-ink underline decoration-accent-line underline-offset-2">
            {address}
          </a>
        </p>
      )}
    </Card>
  );
}

function LeaveTeam({ team }: { team: string }) {
  const router = useRouter();
  const { data } = useQuery(teamQuery(team));
  const { data: account } = useQuery(accountQuery);
  const [isAsking, setIsAsking] = useState(false);
  const change = useChangeMember(team);
  if (!data || !account) return null;
  const owners = data.members.filter((member) => member.role === "owner").length;
  const blocker = roleChangeBlocker({ actor: data.role, isSelf: true, from: data.role, to: null, owners });
  const leave = async () => {
    await change.mutateAsync({ userId: account.id, to: null });
    router.push("/");
  };
  return (
    <Card
      title="Leave the team"
      description="You lose sight of its reviews. What you wrote stays, under your name."
      actions={
        <Button variant="danger-quiet" disabledReason={blocker} onClick={() => setIsAsking(true)}>
          Leave
        </Button>
      }
    >
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        danger
        title={`Leave ${data.name}?`}
        description="To come back you will need a new invitation."
        confirmLabel="Leave the team"
        onConfirm={leave}
      />
    </Card>
  );
}
