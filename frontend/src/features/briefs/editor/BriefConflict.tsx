import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { ConflictDialog } from "@/components/ConflictDialog";
import { type BriefForm, type SeatForm, toForm } from "./form";

interface Props {
  form: BriefForm;
  theirs: BriefView | null;
  keepMine: () => void;
  takeTheirs: (theirs: BriefView) => void;
  close: () => void;
}

/** Both versions of a brief that was saved elsewhere meanwhile, part by part. */
export function BriefConflict({ form, theirs, keepMine, takeTheirs, close }: Props) {
  const { t } = useTranslation(["editor", "common"]);
  const none = t("common:ui.none");
  const tell = (seat: SeatForm | undefined) =>
    seat
      ? t("brief.seatInShort", {
          title: seat.title || none,
          skills: seat.needs.map((need) => need.skill).join(", ") || none,
          hours: seat.hours,
          weeks: seat.weeks,
          from: seat.from,
        })
      : none;
  const differences = () => {
    if (!theirs) {
      return null;
    }
    const saved = toForm(theirs.document);
    const count = Math.max(form.seats.length, saved.seats.length);
    const seats = Array.from({ length: count }, (_, place) => ({
      label: t("seat.number", { number: place + 1 }),
      mine: tell(form.seats[place]),
      theirs: tell(saved.seats[place]),
      isSame: JSON.stringify(form.seats[place]) === JSON.stringify(saved.seats[place]),
    }));
    const parts = [
      { label: t("brief.title"), mine: form.title, theirs: saved.title },
      { label: t("brief.category"), mine: form.category ?? none, theirs: saved.category ?? none },
      { label: t("brief.description"), mine: form.description, theirs: saved.description },
      { label: t("brief.budget"), mine: form.budget || none, theirs: saved.budget || none },
      { label: t("brief.currency"), mine: form.currency, theirs: saved.currency },
    ];
    const different = parts.filter((part) => part.mine !== part.theirs);
    return [...different, ...seats.filter((seat) => !seat.isSame)];
  };
  return (
    <ConflictDialog
      differences={differences()}
      keepMine={keepMine}
      takeTheirs={() => theirs && takeTheirs(theirs)}
      close={close}
    />
  );
}
