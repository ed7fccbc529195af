"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useActiveShortcuts } from "@/components/ui/use-shortcut";

/** What the keyboard can do on this page. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const shortcuts = useActiveShortcuts();
  const shown = [...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values()];
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts" description="On this page, outside of text fields">
      <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {shown.map((shortcut) => (
          <div key={shortcut.keys} className="flex min-h-6 items-center justify-between gap-3">
            <dt className="text-sm">{shortcut.label}</dt>
            <dd>
              <Kbd keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
