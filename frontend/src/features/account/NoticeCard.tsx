import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PageNoticeView } from "@/api/generated";
import cards from "@/components/cards.module.css";
import { Moment } from "@/components/Moment";
import { Whole } from "@/components/Whole";
import classes from "./account.module.css";
import { beginning, standing } from "./words";

interface Props {
  notice: PageNoticeView["items"][number];
  isNew: boolean;
}

/** Something that somebody was told, in the language of the page, and the way to where more of it is seen. */
export function NoticeCard({ notice, isNew }: Props) {
  const { t } = useTranslation("account");
  const { subject, text, link, kind, created_at } = notice;
  return (
    <Paper withBorder p="md" className={cards.card} data-new={isNew || undefined}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {t(`kinds.${kind}`)} · <Moment at={created_at} />
          </Text>
          {isNew && (
            <Badge variant="filled" radius="sm" tt="none" flex="none">
              {t("notices.isNew")}
            </Badge>
          )}
        </Group>
        <Title order={2} size="h5" textWrap="balance" className={classes.cardTitle}>
          <Link to={link} className={cards.link}>
            <Whole text={subject} />
          </Link>
        </Title>
        <Words text={standing(text)} />
      </Stack>
    </Paper>
  );
}

/** How a text begins, until somebody wants all of it. What it says is whole: a reference that is cut pays for nothing. */
function Words({ text }: { text: string }) {
  const { t } = useTranslation("account");
  const [isOpen, setOpen] = useState(false);
  const first = beginning(text);
  return (
    <>
      <Text size="sm" className={classes.text} maw="80ch">
        <Whole text={isOpen ? text : first} />
      </Text>
      {first !== text && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.above}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t("notices.less") : t("notices.words")}
        </Button>
      )}
    </>
  );
}
