import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersChangeBidding } from "@/api/generated";
import { membersBiddingOptions, skillsCategoriesOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useCategoryName } from "@/features/runs/CategoryName";
import classes from "./member.module.css";

/** The categories for which the member is told of briefs that are open for bids. */
export function BiddingCategories() {
  const { t } = useTranslation("member");
  const categories = useQuery({ ...skillsCategoriesOptions(), staleTime: Number.POSITIVE_INFINITY });
  const chosen = useQuery(membersBiddingOptions());
  return (
    <Section title={t("bidding.title")} lead={t("bidding.lead")}>
      <Loaded query={categories}>
        {({ items }) => <Loaded query={chosen}>{(own) => <Choice all={items} own={own.categories} />}</Loaded>}
      </Loaded>
    </Section>
  );
}

function Choice({ all, own }: { all: { key: string }[]; own: string[] }) {
  const { t } = useTranslation(["member", "common"]);
  const categoryName = useCategoryName();
  const [picked, setPicked] = useState(own);
  const isChanged = picked.toSorted().join() !== own.toSorted().join();
  const save = useAct({
    act: () => membersChangeBidding({ body: { categories: picked.toSorted() }, throwOnError: true }),
    done: t("common:ui.saved"),
  });
  return (
    <Stack>
      <Checkbox.Group aria-label={t("bidding.title")} value={picked} onChange={setPicked}>
        <div className={classes.choices}>
          {all.map(({ key }) => (
            <Checkbox key={key} value={key} label={categoryName(key)} />
          ))}
        </div>
      </Checkbox.Group>
      <Group>
        <Button variant="default" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
          {t("bidding.save")}
        </Button>
      </Group>
    </Stack>
  );
}
