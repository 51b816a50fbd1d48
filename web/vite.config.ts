import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Everything a page needs is a file of its own from the same origin: the content security policy allows nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
});
