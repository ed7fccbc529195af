"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type" | "suffix">) {
  const [isVisible, setIsVisible] = useState(false);
  return (
    <Input
      {...props}
      type={isVisible ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="off"
      suffix={
        <IconButton
          size="xs"
          className="-mr-1.5"
          label={isVisible ? "Hide the password" : "Show the password"}
          onClick={() => setIsVisible(!isVisible)}
        >
          {isVisible ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </IconButton>
      }
    />
  );
}
