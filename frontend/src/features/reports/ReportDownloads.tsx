import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Report } from "@/api/generated";
import { DownloadButton } from "@/components/DownloadButton";
import { useSpace } from "@/features/space/useSpace";
import classes from "./reports.module.css";
import { useRowName } from "./useRowName";
import { fileName } from "./words";

/** What a document can be saved as, the most asked for first. */
const FORMATS = ["pdf", "xlsx", "csv", "html"] as const;

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
      label={t("download.report")}
      path={`/api/v1/spaces/${space}/report?${asked}&format=`}
      name={`${name}-${t("download.reportName")}-${[span, by, ...narrowed.map(fileName)].join("-")}`}
    />
  );
}

/** One button for each form of a document. */
export function Downloads({ label, path, name }: { label: string; path: string; name: string }) {
  return (
    <Group gap="xs" role="group" aria-label={label} className={classes.unprinted}>
      {FORMATS.map((format) => (
        <DownloadButton key={format} path={`${path}${format}`} name={`${name}.${format}`}>
          {format.toUpperCase()}
        </DownloadButton>
      ))}
    </Group>
  );
}
