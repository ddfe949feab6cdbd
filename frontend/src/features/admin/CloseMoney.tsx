import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";
import { newKey } from "@/lib/newKey";
import { NoteAct } from "./NoteAct";

interface Props {
  /** Sends the note. */
  act: (sent: { body: { note: string }; headers: { "Idempotency-Key": string } }) => Promise<unknown>;
}

/** Money that fits nothing is closed with a note of what was done about it. */
export function CloseMoney({ act }: Props) {
  const { t } = useTranslation("admin");
  const [key] = useState(newKey);
  const close = useAct({
    act: (note: string) => act({ body: { note }, headers: { "Idempotency-Key": key } }),
    done: t("strays.closed"),
    tell: toldIn("admin"),
  });
  return (
    <NoteAct
      title={t("strays.closeTitle")}
      text={t("strays.closeText")}
      label={t("strays.note")}
      hint={t("strays.noteHint")}
      most={500}
      confirm={t("strays.close")}
      isPending={close.isPending}
      onConfirm={(note) => close.mutate(note)}
    >
      {t("strays.close")}
    </NoteAct>
  );
}
