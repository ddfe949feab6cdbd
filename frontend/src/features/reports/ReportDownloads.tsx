import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Dimension } from "@/api/generated";
import { DownloadButton } from "@/components/DownloadButton";
import { useSpace } from "@/features/space/useSpace";
import classes from "./reports.module.css";
import { fileName } from "./words";

/** What a document can be saved as, the most asked for first. */
const FORMATS = ["pdf", "xlsx", "csv", "html"] as const;

interface Props {
  space: string;
  report: { from: string; to: string; by: Dimension };
}

/** Saves a report in every form that it comes in. */
export function ReportDownloads({ space, report: { from, to, by } }: Props) {
  const { t } = useTranslation("reports");
  const name = fileName(useSpace(space)?.name ?? "");
  const span = from === to ? from : `${from}-${to}`;
  return (
    <Downloads
      label={t("download.report")}
      path={`/api/v1/spaces/${space}/report?${new URLSearchParams({ from, to, by })}&format=`}
      name={`${name}-${t("download.reportName")}-${span}-${by}`}
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
