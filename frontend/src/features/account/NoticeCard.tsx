import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PageNoticeView } from "@/api/generated";
import cards from "@/components/cards.module.css";
import { Moment } from "@/components/Moment";
import { Whole } from "@/components/Whole";
import classes from "./account.module.css";
import { inFewLines, standing } from "./words";

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
        <Title order={2} size="h5" className={classes.cardTitle}>
          <Link to={link} className={cards.link}>
            <Whole text={subject} />
          </Link>
        </Title>
        <Words text={standing(text)} />
      </Stack>
    </Paper>
  );
}

/** A text in two lines; where they do not hold it, until somebody wants all of it. */
function Words({ text }: { text: string }) {
  const { t } = useTranslation("account");
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
  return (
    <>
      <Text
        ref={lines}
        size="sm"
        className={isOpen ? classes.text : classes.short}
        maw="80ch"
        lineClamp={isOpen ? undefined : 2}
      >
        <Whole text={isOpen ? text : inFewLines(text)} />
      </Text>
      {isCut && (
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
