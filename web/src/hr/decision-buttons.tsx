interface DecisionButtonsProps {
  readonly request: { readonly mayApprove: boolean; readonly mayUndo: boolean };
  readonly approve: string;
  readonly undo: string;
  readonly onDecide: (yes: boolean) => void;
}

/** What a reader may do about a request: say yes to it, take it back, both or neither. */
export function DecisionButtons({ request: { mayApprove, mayUndo }, approve, undo, onDecide }: DecisionButtonsProps) {
  return (
    <>
      {mayApprove && (
        <button
          type="button"
          className="main"
          onClick={() => {
            onDecide(true);
          }}
        >
          {approve}
        </button>
      )}
      {mayUndo && (
        <button
          type="button"
          onClick={() => {
            onDecide(false);
          }}
        >
          {undo}
        </button>
      )}
    </>
  );
}
