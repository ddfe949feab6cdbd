import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable } from "./DataTable";
import { Dialog } from "./Dialog";

/** A part that both sides have, and have differently. */
export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

interface Props {
  /** Nothing where there is no conflict. */
  differences: Difference[] | null;
  keepMine: () => void;
  takeTheirs: () => void;
  close: () => void;
}

/** Somebody else, or another tab, saved in the meantime: both versions side by side, and nothing is lost before the choice. */
export function ConflictDialog({ differences, keepMine, takeTheirs, close }: Props) {
  const { t } = useTranslation();
  const columns = [
    { key: "label", label: t("conflict.part"), cell: (row: Difference) => row.label },
    { key: "mine", label: t("conflict.mine"), cell: (row: Difference) => row.mine },
    { key: "theirs", label: t("conflict.theirs"), cell: (row: Difference) => row.theirs },
  ];
  return (
    <Dialog opened={differences !== null} onClose={close} size="lg" title={t("conflict.title")}>
      <Stack>
        <Text>{t("conflict.text")}</Text>
        <DataTable
          caption={t("conflict.title")}
          columns={columns}
          rows={differences ?? []}
          rowKey={(row) => row.label}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={takeTheirs}>
            {t("conflict.takeTheirs")}
          </Button>
          <Button onClick={keepMine}>{t("conflict.keepMine")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
