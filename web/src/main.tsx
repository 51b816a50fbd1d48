import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css';
import './ui/tokens.css';
import './ui/page.css';
import './ui/form.css';
import { seeSomebody } from './api/attendance.ts';
import { createQueryClient } from './api/queries.ts';
import { router } from './app/router.tsx';
import { WordsProvider } from './words/words.tsx';

for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'compositionupdate'])
  addEventListener(sign, seeSomebody, { capture: true, passive: true });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <WordsProvider>
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </WordsProvider>
    </StrictMode>,
  );
}
