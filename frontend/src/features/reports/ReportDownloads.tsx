import { useTranslation } from "react-i18next";
import type { Report } from "@/api/generated";
import { Downloads } from "@/components/Downloads";
import { useSpace } from "@/features/space/useSpace";
import { useRowName } from "./useRowName";
import { fileName } from "./words";

interface Props {
  space: string;
  report: Pick<Report, "from" | "to" | "by" | "place" | "category">;
}

/** Saves a report in every form that it comes in. */
export function ReportDownloads({ space, report: { from, to, by, place, category } }: Props) {
  const { t } = useTranslation("reports");
  const name = fileName(useSpace(space)?.name ?? "");
  const nameOfPlace = useRowName("place");
  const nameOfKind = useRowName("category");
  const span = from === to ? from : `${from}-${to}`;
  const asked = new URLSearchParams({ from, to, by });
  const narrowed: string[] = [];
  if (place) {
    asked.set("place", place.key);
    narrowed.push(nameOfPlace(place));
  }
  if (category) {
    asked.set("category", category.key);
    narrowed.push(nameOfKind(category));
  }
  return (
    <Downloads
      kind="sheet"
      label={t("download.report")}
      path={`/api/v1/spaces/${space}/report?${asked}&format=`}
      name={`${name}-${t("download.reportName")}-${[span, by, ...narrowed.map(fileName)].join("-")}`}
    />
  );
}
