import { Container, Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Shell.module.css";

/** The line is down: what is there stays, and what is typed is kept. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Container className={classes.offline}>
          <IconCloudOff size={18} aria-hidden />
          <Text size="sm">{t("shell.offline")}</Text>
        </Container>
      )}
    </div>
  );
}
