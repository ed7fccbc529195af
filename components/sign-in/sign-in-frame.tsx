import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { Notice } from "@/components/ui/notice";

type SignInFrameProps = { title: ReactNode; description?: ReactNode; footer?: ReactNode; children: ReactNode };

/** The one card of a page that is shown before somebody is known. */
export function SignInFrame({ title, description, footer, children }: SignInFrameProps) {
  return (
    <main className="relative flex min-h-dvh flex-col items-center px-4 pt-[max(3rem,14dvh)] pb-12">
      <div aria-hidden="true" className="drawing-paper absolute inset-0 -z-10" />
      <div className="mb-6 flex items-center gap-2.5 text-lg font-semibold tracking-[-0.01em]">
        <BrandMark className="size-8" />
        Lintel
      </div>
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-5 sm:p-6">
        <h1 className="text-lg font-semibold">{title}</h1>
        {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
        <noscript>
          <Notice tone="warn" className="mt-4">
            Lintel works with JavaScript, which is off in this browser or was not loaded.
          </Notice>
        </noscript>
        <div className="mt-5">{children}</div>
      </div>
      {footer && <p className="mt-4 text-sm text-muted">{footer}</p>}
    </main>
  );
}
