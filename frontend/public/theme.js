// Sets what the first paint shows, so that nothing flashes: light or dark, and the wide header of those who are signed in. A
// file of its own, since nothing may run inline; what it reads is what Mantine and the session keep.
(() => {
  const { dataset } = document.documentElement;
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value") ?? "auto";
    if (sessionStorage.getItem("muster-refresh-token")) {
      dataset.returns = "";
    }
  } catch {
    // Storage is switched off: follow the system.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  dataset.mantineColorScheme = dark ? "dark" : "light";
})();
