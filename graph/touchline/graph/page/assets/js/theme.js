// Dark and light: by preference of the system until a button says otherwise.
const GROUND = {
  light: { back: "#F6F7F9", ink: "#16202B", soft: "#5A6673", halo: "#F6F7F9" },
  dark: { back: "#10151B", ink: "#EEF2F6", soft: "#9AA7B5", halo: "#10151B" },
};
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
T.theme = prefersDark.matches ? "dark" : "light";
T.ground = () => GROUND[T.theme];
T.colour = (style) => style[T.theme];
T.edgeOf = (style) => (style.shape === "ring" ? T.colour(style) : T.theme === "dark" ? "#0B0F14" : "#FFFFFF");

const types = new Map(T.data.style.types.map((style) => [style.id, style]));
const statuses = new Map(T.data.style.statuses.map((style) => [style.id, style]));
T.typeStyle = (type) => types.get(type);
T.statusStyle = (status) => statuses.get(status);
const predicates = new Map(Object.entries(T.data.style.predicates));
T.predicate = (name) => predicates.get(name);

T.setTheme = (theme) => {
  T.theme = theme;
  document.documentElement.dataset.theme = theme;
  const button = T.byId("theme");
  button.textContent = theme === "dark" ? "Light" : "Dark";
  button.setAttribute("aria-pressed", String(theme === "dark"));
};
T.setTheme(T.theme);
