import { Button, Stack, Text } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { useProblemText } from "@/components/useProblemText";
import classes from "./HatChoice.module.css";
import { useSwitchHat } from "./useSwitchHat";

/** The hats somebody could put on, each with what it is for. */
export function HatChoice({ hats }: { hats: Hat[] }) {
  const { t } = useTranslation();
  const tell = useProblemText();
  const switchHat = useSwitchHat();
  const trouble = switchHat.isError ? { sentence: tell(asProblem(switchHat.error)), fields: [] } : null;
  return (
    <Stack gap="sm">
      <FormSummary trouble={trouble} />
      {hats.map((hat) => (
        <Button
          key={hat}
          variant="default"
          justify="space-between"
          classNames={{ root: classes.hat, label: classes.label }}
          rightSection={<IconChevronRight size={18} aria-hidden />}
          loading={switchHat.isPending && switchHat.variables === hat}
          onClick={() => switchHat.mutate(hat)}
        >
          <Text component="span" fw={600} className={classes.name}>
            {t(`hats.${hat}`)}
          </Text>
          <Text size="sm" c="dimmed" component="span">
            {t(`hatLines.${hat}`)}
          </Text>
        </Button>
      ))}
    </Stack>
  );
}
