import { LinkEnded } from "@/components/share/link-ended";

export default function ShareNotFound() {
  return <LinkEnded />;
}
