"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell, BellOff } from "lucide-react";
import { useMuteReview } from "@/client/notification-changes";
import { notificationSettingsQuery } from "@/client/notifications";
import type { ReviewAt } from "@/client/reviews";
import { MenuItem } from "@/components/ui/menu-item";
import { toast } from "@/components/ui/toast";

/** Stops or starts what one is told of a review, from its menu. */
export function MuteMenuItem({ team, number }: ReviewAt) {
  const { data } = useQuery(notificationSettingsQuery);
  const mute = useMuteReview();
  if (!data) return null;
  const isMuted = data.muted.some((muted) => muted.team.slug === team && muted.number === number);
  const change = () =>
    mute.mutate(
      { team, number, muted: !isMuted },
      {
        onSuccess: () =>
          toast.success(isMuted ? `You are told of #${number} again` : `You hear nothing more of #${number}`),
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <MenuItem icon={isMuted ? <Bell /> : <BellOff />} onSelect={change}>
      {isMuted ? "Unmute notifications" : "Mute notifications"}
    </MenuItem>
  );
}
