"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { createQueryClient } from "@/client/context";
import { Toaster } from "@/components/ui/toaster";
import { TooltipLayer } from "@/components/ui/tooltip";

type ProvidersProps = { nonce: string | undefined; children: ReactNode };

/** What every page stands on: the cache of queries, the theme, toasts and tooltips. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [queryClient] = useState(() => createQueryClient());
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      <Toaster />
      <TooltipLayer />
    </ThemeProvider>
  );
}
