"use client";

import { Archive, ArchiveRestore, ExternalLink, Link2, Pencil } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useArchiveReview, useMoveReview } from "@/client/review-changes";
import type { ReviewCard } from "@/client/reviews";
import { MuteMenuItem } from "@/components/notifications/mute-menu-item";
import { StatusIcon } from "@/components/reviews/review-status";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem, MenuLabel, MenuLink, MenuSeparator } from "@/components/ui/menu-item";
import { toast } from "@/components/ui/toast";
import { type Status, statusLabels, transitionBlocker, transitions } from "@/core/approvals/status";
import { type Role, refusal } from "@/core/permissions";
import type { BoardContext } from "./board-context";
import type { BoardSection } from "./board-filters";
import { moveBetween } from "./board-moves";
import { groupNames } from "./names";

const EditReviewDialog = lazy(() => import("./edit-review-dialog"));

export type ReviewMenuProps = {
  team: string;
  role: Role;
  review: ReviewCard;
  /** Where it stands on the board, for the ways to other columns. */
  from?: { board: BoardContext; section: BoardSection };
  label: string;
  icon: ReactNode;
};

/** What can be done with a review from the board. What cannot be done now says why. */
export default function ReviewMenu({ team, role, review, from, label, icon }: ReviewMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  const [dialog, setDialog] = useState<"none" | "edit" | "archive">("none");
  const move = useMoveReview(team);
  const archive = useArchiveReview(team);
  const denied = refusal(role, "review.update");
  const address = `/${team}/reviews/${review.number}`;
  const isArchived = review.archivedAt !== null;
  const failed = (error: Error) => toast.error(`#${review.number} was not changed`, { description: error.message });
  // A menu may be gone with its row before the answer comes; the board stays to tell of it.
  const onBoard = from?.board;
  useEffect(() => {
    if (!isOpen && dialog === "none") onBoard?.closeMenu(review.number);
  }, [isOpen, dialog, onBoard, review.number]);
  const moveTo = (to: Status) => {
    if (onBoard) return onBoard.act([review], { kind: "status", to }, `is now ${statusLabels[to].toLowerCase()}`);
    move.mutate(
      { number: review.number, to, revision: review.revision },
      {
        onSuccess: () => toast.success(`#${review.number} is now ${statusLabels[to].toLowerCase()}`),
        onError: failed,
      },
    );
  };
  const setArchived = (archived: boolean) => {
    const done = archived ? "archived" : "is back on the board";
    if (onBoard) return onBoard.act([review], { kind: "archived", archived }, done);
    return archive.mutateAsync({ number: review.number, archived, revision: review.revision });
  };
  return (
    <>
      <DropdownMenu
        label={label}
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <IconButton label={label} className="relative">
            {icon}
          </IconButton>
        }
      >
        <MenuLink href={address} icon={<ExternalLink />}>
          Open
        </MenuLink>
        <MenuItem icon={<Link2 />} onSelect={() => copyAddress(address)}>
          Copy link
        </MenuItem>
        <MuteMenuItem team={team} number={review.number} />
        <MenuSeparator />
        {denied ? (
          <p className="max-w-64 px-2 py-1 text-xs text-muted">{denied}</p>
        ) : (
          <>
            <MenuItem icon={<Pencil />} onSelect={() => setDialog("edit")}>
              Rename and edit details
            </MenuItem>
            <MenuSeparator />
            <MenuLabel>Status: {statusLabels[review.status]}</MenuLabel>
            {transitions[review.status].map(({ to, verb }) => (
              <MenuItem
                key={to}
                icon={<StatusIcon status={to} />}
                disabledReason={transitionBlocker(review, to)}
                onSelect={() => moveTo(to)}
              >
                {verb}
              </MenuItem>
            ))}
            {from && from.section.group !== "status" && <Moves from={from} role={role} review={review} />}
            <MenuSeparator />
            {isArchived ? (
              <MenuItem
                icon={<ArchiveRestore />}
                onSelect={() => void Promise.resolve(setArchived(false)).catch(failed)}
              >
                Bring back to the board
              </MenuItem>
            ) : (
              <MenuItem icon={<Archive />} onSelect={() => setDialog("archive")}>
                Archive
              </MenuItem>
            )}
          </>
        )}
      </DropdownMenu>
      {dialog === "edit" && (
        <Suspense>
          <EditReviewDialog team={team} review={review} onClose={() => setDialog("none")} />
        </Suspense>
      )}
      <ConfirmDialog
        open={dialog === "archive"}
        onOpenChange={() => setDialog("none")}
        title={`Archive #${review.number}?`}
        description={`“${review.title}” leaves the board with everything in it. It stays readable, and can be brought back at any time.`}
        confirmLabel="Archive"
        onConfirm={() => setArchived(true)}
      />
    </>
  );
}

type MovesProps = Required<Pick<ReviewMenuProps, "from" | "role" | "review">>;

/** The other columns, where the board is not grouped by status, whose moves the menu has anyway. */
function Moves({ from, role, review }: MovesProps) {
  const { board, section } = from;
  if (section.group === "all") return null;
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Move to {groupNames[section.group].toLowerCase()}</MenuLabel>
      {board.places
        .filter((place) => place.section.value !== section.value)
        .map((place) => {
          const move = moveBetween(review, role, section, place.section);
          return (
            <MenuItem
              key={place.section.value}
              disabledReason={"blocker" in move ? move.blocker : null}
              onSelect={() => board.move([review], { section, label: "" }, place)}
            >
              {place.label}
            </MenuItem>
          );
        })}
    </>
  );
}

function copyAddress(address: string) {
  navigator.clipboard.writeText(new URL(address, window.location.href).href).then(
    () => toast.success("Link copied"),
    () => toast.error("The browser did not allow copying."),
  );
}
