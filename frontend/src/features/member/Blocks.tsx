import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Block, tiesBlock, tiesUnblock } from "@/api/generated";
import { tiesBlocksInfiniteOptions, tiesBlocksInfiniteQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import classes from "./member.module.css";

/** With whom the member is never to be in one team. Nobody else learns of it. */
export function Blocks() {
  const { t } = useTranslation("member");
  const queries = useQueryClient();
  const query = useInfiniteQuery({ ...tiesBlocksInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: { email: "" },
    rules: { email: { right: (text) => /^\S+@\S+$/.test(text.trim()), wrong: t("blocks.wrong") } },
    send: async ({ email }) => {
      await tiesBlock({ body: { email: email.trim() }, throwOnError: true });
      form.reset();
      await queries.invalidateQueries({ queryKey: tiesBlocksInfiniteQueryKey() });
    },
    tell: ({ code }) => (code === "too-many-blocks" ? t("blocks.tooMany") : undefined),
  });
  return (
    <Section title={t("blocks.title")} lead={t("blocks.lead")}>
      <PagedList query={query} empty={<Text c="dimmed">{t("blocks.none")}</Text>}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((each) => (
              <Line key={each.member} block={each} />
            ))}
          </ul>
        )}
      </PagedList>
      <form onSubmit={submit} noValidate aria-label={t("blocks.add")}>
        <Stack gap="sm" maw={460}>
          <FormSummary trouble={trouble} />
          <TextInput
            type="email"
            autoComplete="off"
            label={t("blocks.email")}
            description={t("blocks.emailHint")}
            {...field("email")}
          />
          <Group>
            <Button type="submit" variant="default" loading={sending}>
              {t("blocks.add")}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard unsaved={unsaved} />
      </form>
    </Section>
  );
}

function Line({ block }: { block: Block }) {
  const { t } = useTranslation(["member", "common"]);
  const remove = useAct({
    act: () => tiesUnblock({ path: { member: block.member }, throwOnError: true }),
    stale: [tiesBlocksInfiniteQueryKey()],
    done: t("blocks.removed"),
  });
  return (
    <Paper component="li" withBorder px="md" py="xs" className={classes.skill}>
      <Stack gap={0}>
        <Text className={classes.any}>{block.email}</Text>
        <Text size="sm" c="dimmed">
          {t("blocks.since")} <Moment at={block.since} />
        </Text>
      </Stack>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t("blocks.remove", { email: block.email })}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t("common:ui.remove")}
      </Button>
    </Paper>
  );
}
