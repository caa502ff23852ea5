/**
 * The tokens of the .bayes language.
 *
 * Keywords are few. Hard ones cannot be names: let, observe, factor, generate, for, in, if, else, return,
 * true, false, div. The others (set, vocab, data, import, fun, dist, sample) are soft: they lead a
 * statement only where a name cannot, so `observe data[i] ~ ...` and `let sample = ...` are fine; the
 * parser's rule `name` lists them. Type names, `lower`, `log_density`, `words` and so on are plain names.
 *
 * The lexer never fails: what is no token becomes UNKNOWN, UNCLOSED_STRING, UNCLOSED_COMMENT, CURLY_STRING,
 * FULL_WIDTH_INT or HASH_COMMENT, and the parser's door reports it.
 *
 * There is no token `>=`: `real<lower=0>= 0.1` is a bound and a default. A comparison is `>` with `=`
 * directly behind it.
 */
lexer grammar BayesLexer;

channels { DOCUMENTATION }

LET      : 'let' ;
OBSERVE  : 'observe' ;
FACTOR   : 'factor' ;
GENERATE : 'generate' ;
FOR      : 'for' ;
IN       : 'in' ;
IF       : 'if' ;
ELSE     : 'else' ;
RETURN   : 'return' ;
TRUE     : 'true' ;
FALSE    : 'false' ;
DIV      : 'div' ;

SET      : 'set' ;
VOCAB    : 'vocab' ;
DATA     : 'data' ;
IMPORT   : 'import' ;
FUN      : 'fun' ;
DIST     : 'dist' ;
SAMPLE   : 'sample' ;

SEMICOLON : ';' ;
COMMA     : ',' ;
COLON     : ':' ;
LPAREN    : '(' ;
RPAREN    : ')' ;
LBRACKET  : '[' ;
RBRACKET  : ']' ;
LBRACE    : '{' ;
RBRACE    : '}' ;

TILDE    : '~' ;
ASSIGN   : '=' ;
ARROW    : '->' ;
RANGE    : '..' ;
QUESTION : '?' ;
OR       : '||' ;
AND      : '&&' ;
EQUAL    : '==' ;
NOT_EQUAL : '!=' ;
LESS_OR_EQUAL : '<=' ;
LESS     : '<' ;
GREATER  : '>' ;
PLUS     : '+' ;
MINUS    : '-' ;
TIMES    : '*' ;
DIVIDE   : '/' ;
PERCENT  : '%' ;
AT       : '@' ;
NOT      : '!' ;
POWER    : '^' ;
PRIME    : '\'' ;

INT  : DIGIT+ ;
REAL : DIGIT+ '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT ;
NAME : [\p{L}\p{Nl}_] [\p{L}\p{Nl}\p{M}\p{Nd}_]* ;

STRING          : '"' STRING_PART* '"' ;
UNCLOSED_STRING : '"' STRING_PART* '\\'? ;
FULL_WIDTH_INT  : [\uFF10-\uFF19]+ ;
/** Typographic quotes, as a word processor makes them. */
CURLY_STRING    : [\u201C\u201D\u201E] ~["\u201C\u201D\u201E\r\n]* ["\u201C\u201D] ;

DOC_COMMENT      : '///' ( ~[/\r\n] ~[\r\n]* )? -> channel(DOCUMENTATION) ;
LINE_COMMENT     : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT    : '/*' COMMENT_PART* '*'+ '/' -> channel(HIDDEN) ;
UNCLOSED_COMMENT : '/*' COMMENT_PART* '*'* -> channel(HIDDEN) ;
HASH_COMMENT     : '#' ~[\r\n]* -> channel(HIDDEN) ;
WHITE_SPACE      : [\p{White_Space}\uFEFF]+ -> channel(HIDDEN) ;

UNKNOWN : . ;

fragment DIGIT        : [0-9] ;
fragment EXPONENT     : [eE] [+-]? DIGIT+ ;
fragment STRING_PART  : ~["\\\r\n] | '\\' ~[\r\n] ;
fragment COMMENT_PART : ~'*' | '*'+ ~[*/] ;
