import { ActionIcon, CopyButton, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./CopyValue.module.css";

interface Props {
  /** What it is, for those who listen. */
  label: string;
  /** What is copied. */
  value: string;
  /** How it is shown, where that differs: an IBAN in groups of four, an id as code. */
  shown?: ReactNode;
}

/** Something that is typed elsewhere, such as on a transfer or where money is posted, with a button that copies it. */
export function CopyValue({ label, value, shown }: Props) {
  const { t } = useTranslation();
  return (
    <Text component="span" fw={600} className={classes.value}>
      {shown ?? value}
      <CopyButton value={value} timeout={2_000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            size="md"
            aria-label={copied ? t("ui.copied") : `${t("ui.copy")}: ${label}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Text>
  );
}
