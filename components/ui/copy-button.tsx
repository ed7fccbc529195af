"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import { toast } from "./toast";

type CopyButtonProps = {
  /** The text, or a function for what is costly to make. */
  text: string | (() => string | Promise<string>);
  label?: string;
  /** Shows the label beside the picture. */
  withLabel?: boolean;
};

export function CopyButton({ text, label = "Copy", withLabel = false }: CopyButtonProps) {
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setIsDone(false), 1600);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setIsDone(true);
    } catch {
      toast.error("The browser did not allow copying.", { description: "Select the text and copy it by hand." });
    }
  };
  const icon = isDone ? <Check aria-hidden="true" className="text-ok-ink" /> : <Copy aria-hidden="true" />;
  return withLabel ? (
    <Button size="sm" icon={icon} onClick={copy}>
      {isDone ? "Copied" : label}
    </Button>
  ) : (
    <IconButton label={isDone ? "Copied" : label} onClick={copy}>
      {icon}
    </IconButton>
  );
}
