import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { placesListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { useLocale } from "@/i18n/useLocale";

interface Props {
  id: string;
  label: string;
  /** What it says where no place is chosen. */
  none: string;
  value: string | null;
  onChange: (place: string | null) => void;
}

/** A place of the network, by its name. A network has few enough places for one page of them. */
export function PlacePicker({ id, label, none, value, onChange }: Props) {
  const { locale } = useLocale();
  const places = useQuery({ ...placesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  const items = (places.data?.items ?? []).toSorted((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <NativeSelect
      id={id}
      label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: "", label: none },
        ...items.map((place) => ({ value: place.id, label: `${place.name} (${place.country})` })),
      ]}
    />
  );
}
