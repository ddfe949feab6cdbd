import {
  Anchor,
  type CSSVariablesResolver,
  createTheme,
  type InputWrapperProps,
  type MantineColorsTuple,
  type MenuProps,
} from "@mantine/core";

/** The green of a place where people gather; amber is kept for accents. */
const muster: MantineColorsTuple = [
  "#e7f6f2",
  "#cdebe3",
  "#9fd9cb",
  "#6fc7b2",
  "#47b39b",
  "#2a9f86",
  "#178a73",
  "#0d7561",
  "#0b6153",
  "#064c41",
];

// What the first paint shows stands in global.css, which is there before any script is: body, text and their font.
export const theme = createTheme({
  colors: { muster },
  primaryColor: "muster",
  // White on these shades has a contrast of more than 4.5 to 1, light and dark.
  primaryShade: { light: 7, dark: 7 },
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // A link in a text must differ from it by more than its colour.
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    // The placeholder that would take the first focus is not allowed in a menu (ARIA); an item takes it.
    // Said without the component, which only those who have signed in load.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } satisfies Partial<MenuProps> },
    // A hint stands under its field, so that fields beside each other are in line, whichever of them has one.
    InputWrapper: {
      defaultProps: {
        inputWrapperOrder: ["label", "input", "description", "error"],
      } satisfies Partial<InputWrapperProps>,
    },
  },
});

/** Mantine's quiet colours are too pale for WCAG AA; these are not. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#4d565c",
    "--mantine-color-placeholder": "#5f686e",
    "--mantine-color-error": "#b42318",
    "--mantine-color-red-text": "#b42318",
    "--mantine-color-red-outline": "#b42318",
    "--mantine-color-red-filled": "#b42318",
    "--mantine-color-red-filled-hover": "#912018",
    "--mantine-color-yellow-outline": "#8a5a00",
  },
  dark: {
    "--mantine-color-dimmed": "#b6bec1",
    "--mantine-color-placeholder": "#a2abaf",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-red-text": "#ff9d94",
    "--mantine-color-red-outline": "#ff9d94",
    "--mantine-color-red-filled": "#b42318",
    "--mantine-color-red-filled-hover": "#912018",
    "--mantine-color-yellow-outline": "#f2c94c",
    "--mantine-color-gray-outline": "#b6bec1",
    "--mantine-color-anchor": "#6fc7b2",
    "--mantine-color-muster-light-color": "#6fc7b2",
  },
});
