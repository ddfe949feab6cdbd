import { ActionIcon, Indicator } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { noticesCountOptions } from "@/api/generated/@tanstack/react-query.gen";
import classes from "./NoticeBell.module.css";

/** How often the count is asked for where no event tells of it. */
const MINUTE = 60_000;

/** The way to what one was told, and how much of it is new. */
export function NoticeBell() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...noticesCountOptions(), refetchInterval: MINUTE });
  const count = data?.unread ?? 0;
  return (
    <Indicator
      disabled={count === 0}
      label={count}
      maxValue={99}
      size={16}
      offset={3}
      color="muster"
      classNames={{ indicator: classes.count }}
    >
      <ActionIcon
        component={Link}
        to="/notices"
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        aria-label={t("shell.notices", { count })}
      >
        <IconBell size={20} aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
