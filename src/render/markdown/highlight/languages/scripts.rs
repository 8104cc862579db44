//! Languages of scripts, of numbers, of old machines.

use super::super::grammar::*;

const RUBY_STRINGS: &[Quote] = &[DOUBLE_LINES, SINGLE_LINES, BACKTICK];
const PASCAL: Grammar = Grammar {
    blocks: &[("{", "}"), ("(*", "*)")],
    comments: &["//"],
    strings: &[DOUBLED_SINGLE],
    habits: CASELESS,
    ..BARE
};

pub(super) const GRAMMARS: &[Grammar] = &[
    Grammar {
        names: "python py py3 python3 pyi starlark bzl",
        keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield",
        constants: "True False None Ellipsis NotImplemented",
        builtins: "abs all any bool bytes callable chr dict dir enumerate eval filter float format frozenset getattr hasattr hash id input int isinstance issubclass iter len list map max min next object open ord print property range repr reversed round self set setattr slice sorted staticmethod str sum super tuple type vars zip Exception KeyError ValueError TypeError",
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        habits: DECORATORS | PREFIXES,
        ..BARE
    },
    Grammar {
        names: "ruby rb rake gemfile podfile",
        keywords: "alias and begin BEGIN break case class def defined do else elsif end END ensure for if in include module next not or private protected public raise redo require require_relative rescue retry return self super then undef unless until when while yield attr_accessor attr_reader attr_writer extend",
        constants: "true false nil __FILE__ __LINE__",
        builtins: "puts print p lambda proc loop format gets Array Hash Integer String Struct",
        blocks: &[("\n=begin", "\n=end")],
        strings: RUBY_STRINGS,
        habits: SYMBOLS | PATTERNS | MARKED | CAPITALS | VARIABLES | DECORATORS,
        ..BARE
    },
    Grammar {
        names: "crystal cr",
        keywords: "abstract alias annotation as asm begin break case class def do else elsif end ensure enum extend for fun if in include instance_sizeof is_a? lib macro module next of out private protected require rescue return select self sizeof struct super then type typeof uninitialized union unless until when while with yield",
        constants: "true false nil",
        builtins: "puts print p pp raise",
        strings: RUBY_STRINGS,
        habits: SYMBOLS | MARKED | CAPITALS | DECORATORS,
        ..BARE
    },
    Grammar {
        names: "perl pl pm raku",
        keywords: "and BEGIN cmp continue die do each else elsif END eq eval exists for foreach ge given gt if last le local lt my ne next no not or our package print printf push redo ref require return say shift sub undef unless until use wantarray when while xor",
        constants: "__FILE__ __LINE__ __PACKAGE__",
        builtins: "chomp chop close defined delete join keys length map open pop reverse scalar sort splice split sprintf substr unshift values",
        blocks: &[("\n=pod", "\n=cut"), ("\n=head1", "\n=cut")],
        strings: &[DOUBLE_LINES, SINGLE_LINES, BACKTICK],
        habits: VARIABLES | PATTERNS | SPACED,
        ..BARE
    },
    Grammar {
        names: "lua luau",
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        constants: "true false nil",
        builtins: "assert error getmetatable io ipairs math next os pairs pcall print require select self setmetatable string table tonumber tostring type unpack",
        comments: &["--"],
        blocks: &[("--[[", "]]")],
        strings: &[Quote { open: "[[", close: "]]", rules: LINES }, DOUBLE, SINGLE],
        ..BARE
    },
    Grammar {
        names: "bash sh shell zsh ksh ash bats",
        keywords: "case coproc do done elif else esac fi for function if in select then time until while",
        constants: "true false",
        builtins: "alias awk bg break cat cd chmod chown command continue cp curl declare echo eval exec exit export find fg getopts git grep hash jobs kill let local ls mkdir mv popd printf pushd pwd read readonly return rm sed set shift shopt sleep source sudo tar test trap type ulimit umask unset wait xargs",
        strings: &[DOUBLE_LINES, SINGLE_RAW, BACKTICK],
        habits: VARIABLES | DASHES | SPACED,
        ..BARE
    },
    Grammar {
        names: "fish",
        keywords: "and begin break case continue else end for function if in not or return switch while",
        builtins: "alias cd contains count echo eval exec exit math printf read set source status string test type",
        strings: &[DOUBLE_LINES, SINGLE_LINES],
        habits: VARIABLES | DASHES | SPACED,
        ..BARE
    },
    Grammar {
        names: "powershell ps1 posh pwsh",
        keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in param process return static switch throw trap try until using while workflow",
        types: "bool datetime hashtable int long object string switch void",
        constants: "$true $false $null",
        builtins: "Add-Content Copy-Item ForEach-Object Get-ChildItem Get-Content Get-Item Get-Process Import-Module Invoke-WebRequest New-Item New-Object Out-File Remove-Item Select-Object Set-Content Set-Location Sort-Object Start-Process Test-Path Where-Object Write-Error Write-Host Write-Output",
        blocks: &[("<#", "#>")],
        strings: &[
            Quote { open: "@\"", close: "\"@", rules: LINES },
            Quote { open: "@'", close: "'@", rules: LINES },
            DOUBLED_DOUBLE,
            SINGLE_RAW,
        ],
        habits: VARIABLES | DASHES | CASELESS,
        ..BARE
    },
    Grammar {
        names: "batch bat cmd dosbatch",
        keywords: "call choice defined do else equ exist exit for geq goto gtr if in leq lss neq not pause set setlocal endlocal shift start",
        builtins: "cd copy del dir echo md mkdir move rd ren rmdir type xcopy",
        comments: &["::", "rem ", "REM "],
        strings: &[DOUBLE],
        habits: CASELESS,
        ..BARE
    },
    Grammar {
        names: "r rlang splus",
        keywords: "break else for function if in library next repeat require return source while",
        constants: "TRUE FALSE NULL NA NaN Inf T F",
        builtins: "apply c cat data.frame factor lapply length list matrix mean names paste print sapply seq sum summary vector",
        strings: &[DOUBLE_LINES, SINGLE_LINES, BACKTICK],
        ..BARE
    },
    Grammar {
        names: "julia jl",
        keywords: "abstract baremodule begin break catch const continue do else elseif end export finally for function global if import in isa let local macro module mutable primitive quote return struct try type using where while",
        types: "Any Array Bool Char Dict Float32 Float64 Int Int32 Int64 Nothing Number Real String Symbol Tuple UInt8 Vector Matrix",
        constants: "true false nothing missing Inf NaN pi",
        blocks: &[("#=", "=#")],
        strings: &[TRIPLE_DOUBLE, DOUBLE_LINES, LETTER, BACKTICK],
        habits: DECORATORS | MARKED | PREFIXES,
        ..BARE
    },
    Grammar {
        names: "matlab octave",
        keywords: "break case catch classdef continue do else elseif end endfunction endif endwhile endfor enumeration events for function global if methods otherwise parfor persistent properties return spmd switch try unwind_protect until while",
        constants: "true false inf Inf nan NaN pi eps",
        builtins: "abs disp exp eye figure find fprintf length linspace log max mean min numel ones plot printf rand size sqrt sum zeros",
        comments: &["%", "#"],
        blocks: &[("%{", "%}")],
        strings: &[DOUBLED_DOUBLE],
        ..BARE
    },
    Grammar {
        names: "awk gawk",
        keywords: "BEGIN break continue delete do else END exit for func function getline if in next nextfile print printf return while",
        builtins: "ARGC ARGV FILENAME FNR FS NF NR OFS ORS RS gsub index length match split sprintf sub substr tolower toupper",
        strings: &[DOUBLE],
        habits: VARIABLES | PATTERNS,
        ..BARE
    },
    Grammar {
        names: "tcl tk",
        keywords: "break catch continue default else elseif error eval expr for foreach global if incr namespace package proc rename return set switch then try unset uplevel upvar variable while",
        builtins: "append array close concat exec file format glob info join lappend lindex list llength lrange open puts read regexp regsub source split string",
        strings: &[DOUBLE_LINES],
        habits: VARIABLES,
        ..BARE
    },
    Grammar {
        names: "nim nimrod",
        keywords: "addr and as asm bind block break case cast concept const continue converter defer discard distinct div do elif else end enum except export finally for from func if import in include interface is isnot iterator let macro method mixin mod nil not notin object of or out proc ptr raise ref return shl shr static template try tuple type using var when while xor yield",
        types: "bool char float float32 float64 int int8 int16 int32 int64 seq string uint void",
        builtins: "echo len add newSeq quit",
        blocks: &[("#[", "]#")],
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        habits: NESTED | PREFIXES | CAPITALS,
        ..BARE
    },
    Grammar {
        names: "gdscript gd godot",
        keywords: "and as assert await break breakpoint class class_name const continue elif else enum extends for func if in is match not or pass return self signal static super var while",
        types: "Array Basis bool Color Dictionary float int Node Node2D Node3D NodePath String StringName Transform3D Vector2 Vector3 void",
        builtins: "load preload print range",
        strings: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
        habits: DECORATORS | VARIABLES | CAPITALS,
        ..BARE
    },
    Grammar {
        names: "coffeescript coffee litcoffee",
        keywords: "and await break by case catch class continue delete do else export extends finally for if import in instanceof is isnt loop new not of or own return super switch then this throw try typeof unless until when while yield",
        constants: "true false null undefined yes no on off",
        blocks: &[("###", "###")],
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE_LINES, SINGLE_LINES],
        habits: PATTERNS | DECORATORS | COLON_KEYS,
        ..BARE
    },
    Grammar {
        names: "fortran f90 f95 f03 f08 f77",
        keywords: "allocate allocatable associate block call case class common contains continue cycle data deallocate dimension do elemental else elseif end enddo endif entry equivalence exit extends external format forall function goto if implicit import in include inout intent interface intrinsic kind module namelist none nullify only open optional out parameter pause pointer print private procedure program public pure read recursive result return save select stop subroutine target then type use where while write",
        types: "character complex double integer logical precision real",
        constants: ".true. .false.",
        comments: &["!"],
        strings: &[DOUBLED_DOUBLE, DOUBLED_SINGLE],
        habits: CASELESS,
        ..BARE
    },
    Grammar {
        names: "pascal delphi objectpascal lazarus",
        keywords: "and array as asm begin case class const constructor destructor div do downto else end except exports file finalization finally for function goto if implementation in inherited initialization inline interface is label library mod not object of on operator or out packed private procedure program property protected public published raise record repeat resourcestring set shl shr then threadvar to try type unit until uses var virtual while with xor override",
        types: "boolean byte cardinal char double extended int64 integer longint pchar real shortint single string word",
        constants: "true false nil",
        ..PASCAL
    },
    Grammar {
        names: "ada adb ads",
        keywords: "abort abs abstract accept access aliased all and array at begin body case constant declare delay delta digits do else elsif end entry exception exit for function generic goto if in interface is limited loop mod new not of or others out overriding package parallel pragma private procedure protected raise range record rem renames requeue return reverse select separate some subtype synchronized tagged task terminate then type until use when while with xor",
        types: "Boolean Character Duration Float Integer Natural Positive String",
        constants: "True False null",
        comments: &["--"],
        blocks: &[],
        strings: &[DOUBLED_DOUBLE, LETTER],
        ..PASCAL
    },
    Grammar {
        names: "vhdl vhd",
        keywords: "after alias all and architecture array assert attribute begin block body buffer bus case component configuration constant disconnect downto else elsif end entity exit file for function generate generic group guarded if impure in inertial inout is label library linkage literal loop map mod nand new next nor not null of on open or others out package port postponed procedure process pure range record register reject rem report return rol ror select severity shared signal sla sll sra srl subtype then to transport type unaffected units until use variable wait when while with xnor xor",
        types: "bit bit_vector boolean character integer natural positive real std_logic std_logic_vector string time unsigned signed",
        comments: &["--"],
        blocks: &[],
        strings: &[DOUBLED_DOUBLE, LETTER],
        ..PASCAL
    },
    Grammar {
        names: "cobol cob",
        keywords: "accept add by call close compute configuration copy data delete display divide division else end end-if end-perform environment evaluate exit file fd from giving go goback identification if input into is linkage move multiply not of open output perform pic picture procedure program-id read redefines replace rewrite run section select set stop string subtract thru times to until unstring using value varying when working-storage write",
        constants: "zero zeros space spaces high-values low-values true false",
        comments: &["*>"],
        strings: &[DOUBLED_DOUBLE, DOUBLED_SINGLE],
        habits: CASELESS | DASHES,
        ..BARE
    },
    Grammar {
        names: "vb vbnet visual-basic vba vbscript basic",
        keywords: "AddHandler AddressOf And AndAlso As ByRef ByVal Call Case Catch Class Const Continue Declare Default Dim Do Each Else ElseIf End Enum Erase Error Event Exit Finally For Friend Function Get GoTo Handles If Implements Imports In Inherits Interface Is IsNot Let Like Loop Me Mod Module MyBase Namespace New Next Not Of On Option Optional Or OrElse Overridable Overrides Private Property Protected Public RaiseEvent ReDim Resume Return Select Set Shared Static Step Stop Sub Then Throw To Try Using Wend When While With Xor",
        types: "Boolean Byte Char Date Decimal Double Integer Long Object Short Single String Variant",
        constants: "True False Nothing Null Empty",
        comments: &["'", "REM "],
        strings: &[DOUBLED_DOUBLE],
        habits: CASELESS,
        ..BARE
    },
    Grammar {
        names: "sql mysql postgres postgresql plsql plpgsql sqlite tsql mssql",
        keywords: "add after all alter analyze and any as asc before begin between by cascade case cast check collate column commit conflict constraint create cross current database declare default delete desc distinct do drop each else elsif end except exec execute exists explain fetch filter first for foreign from full function generated grant group having if ignore in index inner insert instead intersect into is join key language last lateral left like limit loop materialized merge natural not nothing offset on or order outer over partition pragma primary procedure raise recursive references replace restrict return returning returns revoke right rollback row rows schema select set table temporary then to transaction trigger truncate union unique update using values view when where while window with without",
        types: "bigint bigserial binary bit blob boolean bytea char character date datetime decimal double float int integer interval json jsonb money numeric nvarchar precision real serial smallint text time timestamp timestamptz tinyint uuid varchar varying",
        constants: "true false null",
        builtins: "abs avg coalesce concat count date_trunc extract first_value greatest lag lead least length lower max min now nullif rank round row_number substring sum trim upper",
        comments: &["--", "#"],
        blocks: &[("/*", "*/")],
        strings: &[DOUBLED_SINGLE, DOUBLED_DOUBLE, BACKTICK],
        habits: CASELESS | SPACED,
    },
    Grammar {
        names: "prolog swipl",
        keywords: "is mod rem dynamic discontiguous module use_module initialization",
        builtins: "append assert asserta assertz atom call fail findall format forall length member nl nonvar not repeat retract true var write",
        comments: &["%"],
        blocks: &[("/*", "*/")],
        strings: &[DOUBLE, SINGLE],
        habits: CAPITALS,
        ..BARE
    },
    Grammar {
        names: "vim viml vimscript",
        keywords: "abort augroup autocmd call catch colorscheme command echo echom else elseif endfor endfunction endif endtry endwhile execute finally for function highlight if in inoremap let map nmap nnoremap noremap normal return set setlocal silent source syntax try unlet vnoremap while",
        comments: &["\""],
        strings: &[SINGLE],
        habits: DIRECTIVES,
        ..BARE
    },
    Grammar {
        names: "assembly asm nasm gas x86asm armasm mips s",
        keywords: "add adc and b beq bl bne bx call cmp dec div enter ff inc int idiv imul jmp ja jae jb jbe je jg jge jl jle jne jnz js jz lea leave ldr loop mov movl movq movzx mul neg nop not or pop push ret rol ror sal sar sbb shl shr str sub svc syscall test xchg xor section segment global extern db dw dd dq resb equ",
        types: "rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 eax ebx ecx edx esi edi ebp esp al ah bl bh cl ch dl dh ax bx cx dx x0 x1 x2 x3 x8 w0 w1 r0 r1 r2 r3 r4 r5 r6 r7 sp lr pc",
        comments: &[";", "#", "//"],
        blocks: &[("/*", "*/")],
        habits: CASELESS | REGISTERS,
        ..BARE
    },
];
