"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { accountQuery } from "@/client/account";
import { useChangeMember } from "@/client/team-changes";
import { teamQuery } from "@/client/teams";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-item";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { type Role, refusal, roleChangeBlocker, roleLabels, roles } from "@/core/permissions";
import { Invitations } from "./invitations";
import { SettingsFrame } from "./settings-frame";

const InviteDialog = lazy(() => import("./invite-dialog"));

/** More members than this get a field to search them. */
const SEARCH_FROM = 10;

/** Who is in the team and with what role, and who is invited. */
export function Members({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const [isInviting, setIsInviting] = useState(false);
  const [text, setText] = useState("");
  if (!data) return null;
  const denied = refusal(data.role, "member.invite");
  const needle = text.trim().toLowerCase();
  const shown = data.members.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(needle));
  return (
    <SettingsFrame team={team}>
      <Card
        flush
        title="Members"
        description={data.members.length === 1 ? "You are alone here so far." : `${data.members.length} people`}
        actions={
          <Button
            variant="primary"
            icon={<UserPlus aria-hidden="true" />}
            disabledReason={denied}
            onClick={() => setIsInviting(true)}
          >
            Invite
          </Button>
        }
      >
        {data.members.length > SEARCH_FROM && (
          <div className="border-b border-line p-2">
            <Input
              type="search"
              size="sm"
              aria-label="Search members"
              placeholder="Search members"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        )}
        <ul aria-label="Members">
          {shown.map((member) => (
            <MemberRow key={member.id} team={team} member={member} />
          ))}
        </ul>
        {shown.length === 0 && <p className="px-4 py-6 text-center text-sm text-muted">Nobody matches.</p>}
      </Card>
      {!denied && <Invitations team={team} />}
      {isInviting && (
        <Suspense>
          <InviteDialog team={team} role={data.role} onClose={() => setIsInviting(false)} />
        </Suspense>
      )}
    </SettingsFrame>
  );
}

type Member = { id: string; name: string; email: string; role: Role; joinedAt: string };

function MemberRow({ team, member }: { team: string; member: Member }) {
  const { data: account } = useQuery(accountQuery);
  const isSelf = member.id === account?.id;
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0">
      <Avatar name={member.name} size="md" decorative />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">
          {member.name}
          {isSelf && <span className="ml-1.5 font-normal text-muted">you</span>}
        </p>
        <p className="truncate text-xs text-muted">{member.email}</p>
      </div>
      <span className="hidden text-xs text-faint md:block">
        joined <RelativeTime at={member.joinedAt} />
      </span>
      <span className="w-18 text-right text-sm text-muted">{roleLabels[member.role].label}</span>
      <MemberMenu team={team} member={member} isSelf={isSelf} />
    </li>
  );
}

function MemberMenu({ team, member, isSelf }: { team: string; member: Member; isSelf: boolean }) {
  const { data } = useQuery(teamQuery(team));
  const [isRemoving, setIsRemoving] = useState(false);
  const change = useChangeMember(team);
  if (!data) return null;
  const owners = data.members.filter((other) => other.role === "owner").length;
  const blocker = (to: Role | null) => roleChangeBlocker({ actor: data.role, isSelf, from: member.role, to, owners });
  const turnInto = (to: Role) =>
    change.mutate(
      { userId: member.id, to },
      {
        onSuccess: () => toast.success(`${member.name} is now ${roleLabels[to].label.toLowerCase()}`),
        onError: (error) => toast.error("The role was not changed", { description: error.message }),
      },
    );
  return (
    <>
      <DropdownMenu
        label={`Actions for ${member.name}`}
        className="w-72"
        trigger={
          <IconButton label={`Actions for ${member.name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuLabel>Role</MenuLabel>
        {roles.map((to) => (
          <MenuItem
            key={to}
            description={roleLabels[to].help}
            disabledReason={to === member.role ? "This is the role now." : blocker(to)}
            onSelect={() => turnInto(to)}
          >
            {roleLabels[to].label}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem danger disabledReason={blocker(null)} onSelect={() => setIsRemoving(true)}>
          {isSelf ? "Leave the team" : "Remove from the team"}
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        danger
        title={isSelf ? "Leave the team?" : `Remove ${member.name}?`}
        description="Access ends at once, in open windows too. What was written stays, with its author's name."
        confirmLabel={isSelf ? "Leave" : "Remove"}
        onConfirm={async () => {
          await change.mutateAsync({ userId: member.id, to: null });
          if (isSelf) window.location.assign("/");
        }}
      />
    </>
  );
}
