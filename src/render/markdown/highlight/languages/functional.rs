//! Languages of functions.

use super::super::grammar::*;

const ML: Grammar = Grammar {
    comments: &[],
    blocks: &[("(*", "*)")],
    strings: &[DOUBLE_LINES, LETTER],
    habits: NESTED | PRIMES | CAPITALS,
    ..BARE
};

pub(super) const GRAMMARS: &[Grammar] = &[
    Grammar {
        names: "haskell hs lhs purescript purs idris agda",
        keywords: "as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr instance let mdo module newtype of proc qualified rec then type where",
        types: "Bool Char Double Either Float IO Int Integer Maybe Ordering String Text Word",
        constants: "True False Nothing Just Left Right",
        builtins: "concat concatMap const error filter flip foldl foldr fmap fst head id length map mapM_ not null print pure putStrLn return reverse show snd sum tail traverse undefined zip",
        comments: &["--"],
        blocks: &[("{-", "-}")],
        ..ML
    },
    Grammar {
        names: "ocaml ml mli reason sml standard-ml",
        keywords: "and as assert asr begin class constraint datatype do done downto else end exception external for fun function functor if in include inherit initializer land lazy let lor lsl lsr lxor match method mod module mutable new nonrec object of open or private rec sig signature struct structure then to try type val virtual when while with",
        types: "array bool bytes char exn float int list option string unit",
        constants: "true false None Some",
        ..ML
    },
    Grammar {
        names: "fsharp f# fs fsx fsi",
        keywords: "abstract and as assert base begin class default delegate do done downcast downto elif else end exception extern finally fixed for fun function global if in inherit inline interface internal lazy let match member module mutable namespace new not of open or override private public rec return select static struct then to try type upcast use val void when while with yield",
        types: "bool byte char decimal float int int64 list obj option seq string unit",
        constants: "true false null None Some",
        comments: &["//"],
        strings: &[TRIPLE_DOUBLE, DOUBLE_LINES, LETTER],
        ..ML
    },
    Grammar {
        names: "elm",
        keywords: "alias as case effect else exposing if import in infix let module of port then type where",
        types: "Bool Char Cmd Float Html Int List Maybe Result String Sub",
        constants: "True False Nothing Just",
        comments: &["--"],
        blocks: &[("{-", "-}")],
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        ..ML
    },
    Grammar {
        names: "elixir ex exs heex eex",
        keywords: "after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmodule defp defprotocol defstruct do else end fn for if import in not or quote raise receive require rescue super throw try unless unquote use when with",
        constants: "true false nil",
        builtins: "IO Enum Map String List Kernel GenServer inspect self send spawn",
        strings: &[TRIPLE_DOUBLE, DOUBLE_LINES, SINGLE_LINES],
        habits: SYMBOLS | DECORATORS | MARKED | CAPITALS,
        ..BARE
    },
    Grammar {
        names: "gleam",
        keywords: "as assert case const external fn if import let opaque panic pub todo type use",
        types: "BitArray Bool Float Int List Nil Result String",
        constants: "True False Ok Error Nil",
        strings: &[DOUBLE_LINES],
        ..CURLY
    },
    Grammar {
        names: "erlang erl hrl",
        keywords: "after and andalso band begin bnot bor bsl bsr bxor case catch cond div end fun if let maybe not of or orelse receive rem try when xor",
        constants: "true false undefined ok error",
        comments: &["%"],
        strings: &[DOUBLE_LINES, SINGLE],
        habits: CAPITALS,
        ..BARE
    },
    Grammar {
        names: "clojure clj cljs cljc edn",
        keywords: "case catch comment cond condp def defmacro defmethod defmulti defn defn- defprotocol defrecord deftest do doseq dotimes finally fn for if if-let if-not import let letfn loop new ns quote recur reify require set! throw try use var when when-let when-not while",
        builtins: "apply assoc atom conj count dec deref filter first get inc into keys map merge nth print println range reduce rest seq str swap! vals vec",
        ..LISPS
    },
    Grammar {
        names: "lisp common-lisp commonlisp cl elisp emacs-lisp emacslisp",
        keywords: "and block case cond declare defclass defconstant defgeneric define defmacro defmethod defpackage defparameter defstruct defun defvar defcustom do dolist dotimes flet function handler-case if in-package labels lambda let let* loop macrolet multiple-value-bind or progn quote require provide return return-from setf setq unless unwind-protect use-package when while",
        builtins: "append apply car cdr cons eq equal error format funcall length list mapcar message nconc not null print push",
        ..LISPS
    },
    Grammar {
        names: "scheme racket rkt guile",
        keywords: "and begin case cond define define-record-type define-struct define-syntax delay do else if lambda let let* letrec letrec* match module or provide quasiquote quote require set! struct syntax-rules unless unquote when",
        constants: "#t #f #true #false",
        builtins: "append apply car cdr cons display eq? equal? error for-each length list map newline not null? pair? vector",
        ..LISPS
    },
    Grammar {
        names: "nix",
        keywords: "assert else if in inherit let or rec then with",
        constants: "true false null",
        builtins: "builtins derivation fetchTarball fetchurl import map mkDerivation pkgs throw toString",
        blocks: &[("/*", "*/")],
        strings: &[Quote { open: "''", close: "''", rules: LINES }, DOUBLE_LINES],
        habits: DASHES | PRIMES | EQUAL_KEYS,
        ..BARE
    },
    Grammar {
        names: "lean lean4 coq rocq",
        keywords: "abbrev axiom by Check class constructor def Definition deriving do else end example exact export fix Fixpoint for forall from fun have if import in inductive Inductive instance intro intros lemma Lemma let match mut mutual namespace noncomputable notation of open partial private Proof protected Qed rw section show simp structure then theorem Theorem universe variable where with",
        types: "Bool Int List Nat Prop Set String Type Unit",
        constants: "true false none some",
        comments: &["--"],
        blocks: &[("/-", "-/"), ("(*", "*)")],
        strings: &[DOUBLE_LINES],
        ..ML
    },
];
