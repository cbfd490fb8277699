// Runs before the first paint: the colour scheme the person chose here, else the one of their system.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    try {
      return localStorage.getItem('plumbline.theme');
    } catch {
      return null; // storage is switched off: the system's scheme it is
    }
  };
  const apply = () => {
    document.documentElement.dataset.bsTheme = chosen() ?? (system.matches ? 'dark' : 'light');
    document.dispatchEvent(new CustomEvent('plumbline:theme'));
  };
  apply();
  system.addEventListener('change', apply);
  globalThis.plumblineTheme = apply;
})();
