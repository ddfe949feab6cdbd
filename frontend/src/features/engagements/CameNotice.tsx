import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { type Came, restOf } from "./came";

/** What came for a milestone and did not fit, what is missing, and what follows: nothing is to be paid twice. */
export function CameNotice({ came: all }: { came: Came }) {
  const { strays, asked, missing, isLate, isApart } = all;
  const { t } = useTranslation("engagements");
  const shown = ({ amount, currency }: Amount) => <Money minor={Math.abs(amount)} currency={currency} />;
  const came = strays.map((stray) => (
    <div key={stray.id}>
      {shown(stray.amount)}, <Moment at={stray.came_at} />
    </div>
  ));
  const isRest = restOf(all) !== undefined;
  const otherwise = isLate ? "came.late" : "came.next";
  const off = missing?.amount ? missing : undefined;
  return (
    <Alert variant="outline" color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t("came.title")}>
      <Stack gap="xs">
        <Facts
          facts={[
            { label: t("came.came"), value: came },
            { label: t("came.asked"), value: shown(asked) },
            off && { label: t(off.amount > 0 ? "came.missing" : "came.over"), value: shown(off) },
          ]}
        />
        {!isApart && (
          <Text size="sm" maw="64ch">
            {t(isRest ? "came.rest" : otherwise)}
          </Text>
        )}
        {(isApart || (isRest && isLate)) && (
          <Text size="sm" maw="64ch">
            {t("came.apart")}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
