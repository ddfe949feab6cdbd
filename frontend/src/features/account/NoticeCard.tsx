import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PageNoticeView } from "@/api/generated";
import { Moment } from "@/components/Moment";
import { useLocale } from "@/i18n/useLocale";
import classes from "./account.module.css";
import { type EventKey, eventKey, standing } from "./words";

interface Props {
  notice: PageNoticeView["items"][number];
  isNew: boolean;
}

/** Something that somebody was told, and the way to where more of it is seen. The server writes its texts in English. */
export function NoticeCard({ notice, isNew }: Props) {
  const { t } = useTranslation("account");
  const { language } = useLocale();
  const { subject, text, link, kind, created_at } = notice;
  const isEnglish = language === "en";
  const words = useEventWords(notice.event, kind);
  return (
    <Paper withBorder p="md" className={classes.card} data-new={isNew || undefined}>
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
        <Title order={2} size="h5" className={classes.cardTitle}>
          <Link to={link} className={classes.cardLink}>
            {isEnglish ? subject : words}
          </Link>
        </Title>
        {!isEnglish && (
          <Text lang="en" fw={500} className={classes.text}>
            {subject}
          </Text>
        )}
        <Words text={standing(text)} />
      </Stack>
    </Paper>
  );
}

/** A text in two lines; where they do not hold it, until somebody wants all of it. */
function Words({ text }: { text: string }) {
  const { t } = useTranslation("account");
  const { language } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const [isCut, setCut] = useState(false);
  const lines = useRef<HTMLParagraphElement>(null);
  const { width } = useViewportSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is cut depends on the text and on how wide the page is
  useLayoutEffect(() => {
    const shown = lines.current;
    if (shown && !isOpen) {
      setCut(shown.scrollHeight > shown.clientHeight);
    }
  }, [text, width, isOpen]);
  const more = language === "en" ? t("notices.words") : t("notices.wordsEnglish");
  return (
    <>
      <Text
        ref={lines}
        size="sm"
        lang="en"
        className={isOpen ? classes.text : classes.short}
        maw="80ch"
        lineClamp={isOpen ? undefined : 2}
      >
        {text}
      </Text>
      {isCut && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.above}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t("notices.less") : more}
        </Button>
      )}
    </>
  );
}

/** What happened, in the language of the page; the kind of news where the event has no words yet. */
function useEventWords(event: string, kind: Props["notice"]["kind"]): string {
  const { t, i18n } = useTranslation("account");
  const key = eventKey(event);
  return i18n.exists(`account:events.${key}`) ? t(`events.${key as EventKey}`) : t(`kinds.${kind}`);
}
