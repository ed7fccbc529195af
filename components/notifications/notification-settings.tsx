"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMuteReview, useUpdateNotificationSettings } from "@/client/notification-changes";
import { notificationSettingsQuery } from "@/client/notifications";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import { notificationKindLabels } from "@/core/notification-words";
import { type NotificationKind, notificationKinds } from "@/core/notifications";

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00 UTC`,
}));

/** How one wants to be told: which kinds, in the inbox and by mail, and the reviews one has muted. */
export function NotificationSettings() {
  const { data } = useQuery(notificationSettingsQuery);
  const update = useUpdateNotificationSettings();
  if (!data) return null;
  const change = (body: Parameters<typeof update.mutate>[0]) =>
    update.mutate(body, { onError: (error) => toast.error(error.message) });
  const toggle = (list: "mutedKinds" | "unmailedKinds", kind: NotificationKind, isOn: boolean) =>
    change({ [list]: isOn ? data[list].filter((other) => other !== kind) : [...data[list], kind] });
  const hasMail = data.sendsMail && data.mail !== "never";
  return (
    <Card id="notifications" title="Notifications" description="What you are told of, and where.">
      <div className="flex flex-col gap-5">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-left text-xs text-muted">
              <th className="py-1.5 font-medium">You are told of</th>
              <th className="w-16 py-1.5 text-center font-medium">Inbox</th>
              <th className="w-16 py-1.5 text-center font-medium">E-mail</th>
            </tr>
          </thead>
          <tbody>
            {notificationKinds.map((kind) => {
              const { label, help } = notificationKindLabels[kind];
              const isOn = !data.mutedKinds.includes(kind);
              return (
                <tr key={kind} className="border-b border-line last:border-0">
                  <th scope="row" className="py-2 pr-3 text-left font-normal">
                    {label}
                    <span className="block text-xs text-muted">{help}</span>
                  </th>
                  <td className="text-center">
                    <Checkbox
                      aria-label={`${label} in the inbox`}
                      checked={isOn}
                      onChange={(event) => toggle("mutedKinds", kind, event.target.checked)}
                    />
                  </td>
                  <td className="text-center">
                    <Checkbox
                      aria-label={`${label} by e-mail`}
                      checked={hasMail && isOn && !data.unmailedKinds.includes(kind)}
                      disabled={!hasMail || !isOn}
                      onChange={(event) => toggle("unmailedKinds", kind, event.target.checked)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {data.sendsMail ? (
          <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_auto]">
            <Field label="E-mail" group>
              <RadioGroup
                value={data.mail}
                onValueChange={(mail) => change({ mail })}
                options={[
                  { value: "now", label: "At once", description: "A mail for each review, a minute after it happens." },
                  { value: "daily", label: "Once a day", description: "One mail with everything you have not read." },
                  { value: "never", label: "Never" },
                ]}
              />
            </Field>
            {data.mail === "daily" && (
              <Field label="At">
                <NativeSelect
                  options={hours}
                  value={String(data.digestHour)}
                  onChange={(event) => change({ digestHour: Number(event.target.value) })}
                />
              </Field>
            )}
          </div>
        ) : (
          <Notice title="E-mail is off">
            This Lintel is not set up to send mail. Whoever operates it can change that; until then you are told in the
            inbox.
          </Notice>
        )}
        <MutedReviews />
      </div>
    </Card>
  );
}

function MutedReviews() {
  const { data } = useQuery(notificationSettingsQuery);
  const mute = useMuteReview();
  if (!data || data.muted.length === 0) return null;
  return (
    <section aria-labelledby="muted-reviews">
      <h3 id="muted-reviews" className="text-sm font-medium">
        Muted reviews
      </h3>
      <ul>
        {data.muted.map(({ team, number, title }) => (
          <li
            key={`${team.slug}/${number}`}
            className="flex items-center gap-3 border-b border-line py-1.5 last:border-0"
          >
            <Link
              href={`/${team.slug}/reviews/${number}`}
              prefetch={false}
              className="min-w-0 flex-1 truncate text-sm hover:underline"
            >
              {title}{" "}
              <span className="text-muted">
                #{number}, {team.name}
              </span>
            </Link>
            <Button
              size="sm"
              onClick={() =>
                mute.mutate(
                  { team: team.slug, number, muted: false },
                  { onError: (error) => toast.error(error.message) },
                )
              }
            >
              Unmute
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
