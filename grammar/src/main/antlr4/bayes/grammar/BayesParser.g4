/**
 * The grammar of the .bayes language. Every decision needs at most two tokens, but for the REPL's choice
 * between a statement and a query; nothing is left-recursive, so a long sum costs no stack.
 */
parser grammar BayesParser;

options { tokenVocab = BayesLexer; }

/** A model or library file. */
file : statement* EOF ;

/** What is typed at the prompt: statements, or one query. */
interactive
  : statement* EOF            # interactiveStatements
  | expression SEMICOLON? EOF # interactiveQuery
  ;

singleExpression : expression EOF ;

// ---- statements ----

statement : annotation* undecorated ;

annotation : AT name ( LPAREN ( expression ( COMMA expression )* )? RPAREN )? ;

undecorated
  : IMPORT STRING SEMICOLON                                               # importStatement
  | SET name ( ASSIGN setDefinition )? SEMICOLON                          # setStatement
  | VOCAB name ASSIGN expression SEMICOLON                                # vocabStatement
  | DATA name COLON type ( ASSIGN expression )? SEMICOLON                 # dataStatement
  | LET ( target ( COLON type )? | names ) ASSIGN expression SEMICOLON    # letStatement
  | target ( COLON type )? TILDE expression SEMICOLON                     # drawStatement
  | OBSERVE expression TILDE expression SEMICOLON                         # observeStatement
  | FACTOR expression SEMICOLON                                           # factorStatement
  | GENERATE ( target ( COLON type )? ( ASSIGN | TILDE ) | names ASSIGN ) expression SEMICOLON # generateStatement
  | FOR binder ( COMMA binder )* block                                    # forStatement
  | IF expression block ( ELSE IF expression block )* ( ELSE block )?     # ifStatement
  | RETURN expression SEMICOLON                                           # returnStatement
  | FUN name parameters ( ARROW results )? block                          # functionStatement
  | DIST name parameters COLON type LBRACE member* RBRACE                 # distributionStatement
  ;

setDefinition
  : extent
  | LBRACE STRING ( COMMA STRING )* RBRACE
  ;

block : LBRACE statement* RBRACE ;

names : LPAREN name ( COMMA name )+ RPAREN ;

target : name subscripts? ;

parameters : LPAREN ( parameter ( COMMA parameter )* )? RPAREN ;

parameter : name COLON type ;

results
  : type
  | LPAREN type ( COMMA type )+ RPAREN
  ;

member
  : SAMPLE block                                                         # samplerMember
  | name LPAREN name RPAREN ( ASSIGN expression SEMICOLON | block )      # formulaMember
  ;

/** A soft keyword is a name wherever a name may stand. */
name : NAME | SET | VOCAB | DATA | IMPORT | FUN | DIST | SAMPLE ;

// ---- types ----

type : name bounds? dimensions* QUESTION? ;

bounds : LESS bound ( COMMA bound )* GREATER ;

/** A bound stops before a comparison, or its `>` would be one. */
bound : name ASSIGN additive ;

/** `[]` is ragged. */
dimensions : LBRACKET ( extent ( COMMA extent )* )? RBRACKET ;

// ---- expressions, loosest first ----

expression : disjunction ( QUESTION expression COLON expression )? ;

disjunction : conjunction ( OR conjunction )* ;

conjunction : comparison ( AND comparison )* ;

comparison : additive ( comparator additive )? ;

comparator : EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER ASSIGN? ;

additive : multiplicative ( ( PLUS | MINUS ) multiplicative )* ;

multiplicative : unary ( ( TIMES | DIVIDE | DIV | PERCENT | AT ) unary )* ;

unary
  : ( MINUS | NOT ) unary
  | power
  ;

power : postfix ( POWER unary )? ;

postfix : primary ( subscripts | PRIME )* ;

primary
  : INT                                               # intLiteral
  | REAL                                              # realLiteral
  | ( TRUE | FALSE )                                  # boolLiteral
  | STRING                                            # stringLiteral
  | name arguments?                                   # useOrCall
  | LPAREN expression ( COMMA expression )* RPAREN    # parentheses
  | LBRACKET ( expression ( comprehension | ( COMMA expression )* ) )? RBRACKET # array
  ;

arguments : LPAREN ( argument ( COMMA argument )* comprehension? )? RPAREN ;

argument : ( name COLON )? extent ;

comprehension : FOR binder ( COMMA binder )* ( IF expression )? ;

binder : name IN extent ;

/** A set, a size or a range. */
extent : expression ( RANGE expression )? ;

subscripts : LBRACKET subscript ( COMMA subscript )* RBRACKET ;

subscript
  : COLON                                             # everySubscript
  | binder                                            # binderSubscript
  | RANGE expression                                  # headSubscript
  | expression ( RANGE expression? )?                 # plainSubscript
  ;
