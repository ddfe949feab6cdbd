import { Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DownloadButton } from "./DownloadButton";
import classes from "./Downloads.module.css";

/** What a document can be saved as, in the order in which every page offers it: to read, to reckon with, for machines. */
const FORMATS = {
  sheet: [
    { format: "pdf", name: "PDF", end: ".pdf" },
    { format: "xlsx", name: "XLSX", end: ".xlsx" },
    { format: "csv", name: "CSV", end: ".csv" },
    { format: "html", name: "HTML", end: ".html" },
  ],
  invoice: [
    { format: "pdf", name: "PDF (Factur-X)", end: ".pdf" },
    { format: "ubl", name: "UBL", end: "-ubl.xml" },
    { format: "cii", name: "CII", end: "-cii.xml" },
  ],
};

interface Props {
  /** What is saved, said once for all the buttons. */
  label: string;
  kind: keyof typeof FORMATS;
  /** Where it is, up to the format: `…?format=`. */
  path: string;
  /** What the file is called on the reader's disk, without its end. */
  name: string;
  /** Whether the page itself is a sheet of paper. */
  mayPrint?: boolean;
}

/** One button for each form of a document. */
export function Downloads({ label, kind, path, name: file, mayPrint }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" role="group" aria-label={label} className={classes.row}>
      {FORMATS[kind].map(({ format, name, end }, at) => (
        <DownloadButton
          key={format}
          path={`${path}${format}`}
          name={`${file}${end}`}
          variant={at === 0 ? "filled" : "default"}
        >
          {name}
        </DownloadButton>
      ))}
      {mayPrint && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t("ui.print")}
        </Button>
      )}
    </Group>
  );
}
