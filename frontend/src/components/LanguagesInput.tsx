import { Button, Group, NativeSelect, type NativeSelectProps } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import { names } from "@/lib/format";

/** The languages of Europe and of those who work with it. What is chosen may name others: they are kept. */
const SPOKEN =
  "ar bg bs ca cs da de el en es et fi fr ga he hi hr hu is it ja ko lt lv mt nl no pl pt ro ru sk sl sq sr sv tr uk vi zh".split(
    " ",
  );
const MOST = 20;

interface Props extends Omit<NativeSelectProps, "value" | "onChange" | "data"> {
  value: string[];
  onChange: (languages: string[]) => void;
}

/** Languages: those that were chosen, and a list to add another one from. */
export function LanguagesInput({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const name = (code: string) => names([code], "language", locale)[0] ?? code;
  const others = SPOKEN.filter((code) => !value.includes(code)).map((code) => ({ value: code, label: name(code) }));
  others.sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <div>
      <NativeSelect
        {...rest}
        value=""
        data={[{ value: "", label: t("languages.add"), disabled: true }, ...others]}
        disabled={value.length >= MOST}
        onChange={({ currentTarget }) => onChange([...value, currentTarget.value])}
      />
      {value.length > 0 && (
        <Group component="ul" gap={6} mt="xs" mb={0} p={0} style={{ listStyle: "none" }}>
          {value.map((code) => (
            <li key={code}>
              <Button
                variant="default"
                size="compact-sm"
                rightSection={<IconX size={14} aria-hidden />}
                aria-label={t("languages.remove", { language: name(code) })}
                onClick={() => onChange(value.filter((each) => each !== code))}
              >
                {name(code)}
              </Button>
            </li>
          ))}
        </Group>
      )}
    </div>
  );
}
