import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useWho } from "@/features/identity/useWho";
import { BriefEditor } from "./editor/BriefEditor";
import { begun } from "./editor/drafts";

/** A new brief, empty or as a copy of another one. After a reload it goes on with the draft that was begun here. */
export function NewBriefPage({ from }: { from?: string }) {
  const who = useWho();
  const [id] = useState(begun.read);
  if (id) {
    return <Navigate to="/briefs/$id/edit" params={{ id }} replace />;
  }
  if (!who) {
    return null;
  }
  return from ? <Copy key={from} person={who.person} from={from} /> : <BriefEditor person={who.person} />;
}

function Copy({ person, from }: { person: string; from: string }) {
  const { t } = useTranslation("editor");
  const brief = useQuery(briefsReadOptions({ path: { id: from } }));
  if (brief.data) {
    return <BriefEditor person={person} copied={brief.data} />;
  }
  return (
    <PageStack>
      <PageHeader title={t("brief.newTitle")} />
      <Loaded query={brief}>{() => null}</Loaded>
    </PageStack>
  );
}
