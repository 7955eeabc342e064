import { defineConfig } from 'vite';

// A running studio answers what the development server does not: `atelier studio`, then `npm run dev`.
const studio = process.env.ATELIER_STUDIO ?? 'http://127.0.0.1:4711';

export default defineConfig({
  base: './',
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // The page's policy allows no data: and no inline script, so nothing is folded into another file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    fs: { allow: ['.', '../../../samples/photos'] },
    proxy: { '/api': { target: studio, changeOrigin: true }, '/health': { target: studio, changeOrigin: true } },
  },
});
