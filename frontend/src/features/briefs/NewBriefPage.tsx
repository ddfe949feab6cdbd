import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWho } from "@/features/identity/useWho";
import { BriefEditor } from "./editor/BriefEditor";
import { begun } from "./editor/drafts";

/** A new brief. After a reload it goes on with the draft that was begun here. */
export function NewBriefPage() {
  const who = useWho();
  const [id] = useState(begun.read);
  if (id) {
    return <Navigate to="/briefs/$id/edit" params={{ id }} replace />;
  }
  return who ? <BriefEditor person={who.person} /> : null;
}
