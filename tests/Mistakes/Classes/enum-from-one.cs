[Classes(typeof(Digit))]
//~      ^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes takes Digit, but its members are One = 1, Two = 2 and Three = 3. Give them the values 0, 1, 2 and so on, in the order of
//~ the labels.
[Input(784)]
[Dense(3, Softmax)]
public partial class Net;

public enum Digit { One = 1, Two, Three }
